"""Queries that are compiled once."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.utils import timezone

from convene.lib.database.prepared import Addition, Change, Numbers, Prepared, listed

User = get_user_model()
Post = apps.get_model("discussions.Post")
Entry = apps.get_model("ledger.Entry")
Notification = apps.get_model("notifications.Notification")


def test_rows_come_back_as_from_the_query_set_itself(ana, ben):
    fields = ("pk", "name", "is_staff", "created_at", "visibility")
    since = timezone.now() - dt.timedelta(days=1)

    def build(person, since):
        return User.objects.filter(pk__gte=person, created_at__gt=since).order_by("pk").values_list(*fields)

    prepared = Prepared(build, person=int, since=dt.datetime)
    for person in (ana.pk, ben.pk, ana.pk):
        assert prepared(person=person, since=since) == list(build(person, since))
    assert prepared(person=ana.pk, since=timezone.now() + dt.timedelta(days=1)) == []


def test_texts_that_never_change_are_part_of_the_sql(ana, ben):
    def build(person, name):
        others = User.objects.filter(pk__gte=person).exclude(name="O'Brien 100% %s").exclude(name=name)
        return others.order_by("pk").values_list("name", Value("it's 5 %"))

    prepared = Prepared(build, person=int, name=str)
    for name in ("Ana Lima", "Ben Osei"):
        assert prepared(person=ana.pk, name=name) == list(build(ana.pk, name))
    assert "O''Brien" in prepared.compiled[connection.vendor].sql
    User.objects.filter(pk=ben.pk).update(name="O'Brien 100% %s")
    assert prepared(person=ana.pk, name="") == [("Ana Lima", "it's 5 %")]


def test_a_value_that_the_sql_does_not_hold_is_an_error(db):
    lost = Prepared(lambda person: User.objects.annotate(one=Value(1)).values_list("pk"), person=int)
    with pytest.raises(TypeError, match="must stand in its SQL"):
        lost(person=1)


def test_it_costs_one_query(ana, django_assert_num_queries):
    by_pk = Prepared(lambda person: User.objects.filter(pk=person).values_list("name"), person=int)
    with django_assert_num_queries(1):
        assert by_pk(person=ana.pk) == [("Ana Lima",)]


def test_what_one_reader_does_to_a_value_no_other_reader_sees(ana):
    visibility = Prepared(lambda person: User.objects.filter(pk=person).values_list("visibility"), person=int)
    ((mine,),) = visibility(person=ana.pk)
    before = dict(mine)
    mine["name"] = "changed here alone"
    assert visibility(person=ana.pk) == [(before,)]


def test_a_change_gives_the_columns_that_are_named(ana, ben, cleo, django_assert_num_queries):
    rename = Change(
        lambda people, since: (
            User.objects.filter(pk__in=Numbers(people), created_at__gt=since),
            {"unread_notifications": F("unread_notifications") + 2},
        ),
        "id", "unread_notifications", people=str, since=dt.datetime,
    )  # fmt: skip
    since = timezone.now() - dt.timedelta(days=1)
    with django_assert_num_queries(1):
        assert sorted(rename(people=listed([ana.pk, ben.pk]), since=since)) == [(ana.pk, 2), (ben.pk, 2)]
    assert rename(people=listed([]), since=since) == []
    assert rename(people=listed([ana.pk]), since=since) == [(ana.pk, 4)]
    cleo.refresh_from_db()
    assert cleo.unread_notifications == 0


def test_a_change_without_columns_changes_and_says_nothing(ana):
    assert Change(lambda person: (User.objects.filter(pk=person), {"name": "Ann"}), person=int)(person=ana.pk) == []
    ana.refresh_from_db()
    assert ana.name == "Ann"


def test_a_key_can_be_looked_for(topic, ben):
    by_key = Prepared(lambda key: Post.objects.filter(key=key).values_list("author_id"), key=uuid.UUID)
    assert by_key(key=topic.posts.get().key) == [(ben.pk,)]
    assert by_key(key=uuid.uuid4()) == []


@pytest.mark.parametrize("number", [0, 1, 3])
def test_what_is_found_is_written_in_one_query_and_nothing_twice(number, ana, ben, cleo, django_assert_num_queries):
    entry = Entry.objects.create(verb="a.did", subject_kind="a.thing")
    tell = Addition(
        Notification,
        ("entry", "reason", "group", "created_at", "person"),
        lambda people, entry, reason, at: User.objects.filter(pk__in=Numbers(people)).values_list(
            Value(entry, BigIntegerField()), Value(reason, CharField()), Value("a.b:1", CharField()),
            Value(at, DateTimeField()), "pk",
        ),
        "person_id", people=str, entry=int, reason=str, at=dt.datetime,
    )  # fmt: skip
    people = [ana.pk, ben.pk, cleo.pk][:number]
    for new in (people, []):
        with django_assert_num_queries(1):
            told = tell(people=listed(people), entry=entry.pk, reason="watching", at=entry.at)
        assert sorted(told) == [(pk,) for pk in new]
    assert sorted(Notification.objects.values_list("person_id", flat=True)) == people
    assert all(one.created_at == entry.at and one.group == "a.b:1" for one in Notification.objects.all())
