"""Who is told of what, once, and what the bell counts."""

from __future__ import annotations

import pytest
from django.utils import timezone

from convene.core.ledger.actions import record
from convene.core.notifications import actions
from convene.core.notifications.models import Notification
from convene.core.people.models import User


@pytest.fixture
def entry(ben, community):
    return record(ben, "communities.joined", community, community=community)


def tell(entry, *people, group="communities.community:1"):
    return actions.notify(entry, people, reason="watching", group=group)


def bell(person):
    return User.objects.get(pk=person.pk).unread_notifications


def test_each_is_told_once_and_never_the_one_who_did_it(entry, ana, ben, cleo):
    assert tell(entry, ana, ana, ben, cleo) == 2
    assert tell(entry, ana, cleo) == 0
    assert set(Notification.objects.values_list("person__name", flat=True)) == {"Ana Lima", "Cleo Park"}
    assert (bell(ana), bell(ben), bell(cleo)) == (1, 0, 1)


def test_people_without_an_account_or_suspended_are_not_told(entry, person):
    unclaimed = User.objects.create(name="Old Author", handle="old-author")
    suspended = person("Sus Pended", suspended_at=timezone.now())
    closed = person("Clo Sed", is_active=False)
    assert tell(entry, unclaimed, suspended, closed) == 0
    assert not Notification.objects.exists()


def test_the_bell_counts_things_not_lines(ben, ana, community):
    for _time in range(3):
        tell(record(ben, "communities.joined", community), ana, group="a.b:1")
    tell(record(ben, "communities.joined", community), ana, group="a.b:2")
    assert bell(ana) == 2
    ana.refresh_from_db()
    assert actions.read_group(ana, "a.b:1") == 3
    assert bell(ana) == ana.unread_notifications == 1
    actions.read_all(ana)
    assert bell(ana) == 0


def test_a_count_that_drifted_is_right_again_after_reading(entry, ana):
    tell(entry, ana, group="a.b:1")
    User.objects.filter(pk=ana.pk).update(unread_notifications=7)
    ana.refresh_from_db()
    actions.read_group(ana, "a.b:1")
    assert bell(ana) == 0


def test_reading_asks_nothing_when_nothing_is_unread(ana, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert actions.read_group(ana, "a.b:1") == 0


def test_fifty_people_are_told_in_three_queries(entry, django_assert_max_num_queries):
    User.objects.bulk_create(
        User(name=f"P {n}", handle=f"p-{n}", email=f"p{n}@example.org", claimed_at=timezone.now()) for n in range(50)
    )
    people = list(User.objects.filter(handle__startswith="p-"))
    with django_assert_max_num_queries(6):  # two are the savepoint, and one tells the live pages on PostgreSQL
        assert tell(entry, *people) == 50
    assert User.objects.filter(unread_notifications=1).count() == 50


def test_people_can_be_given_as_a_query(entry, ana, cleo):
    chosen = User.objects.filter(name__in=["Ana Lima", "Cleo Park"]).order_by("name")
    assert actions.notify(entry, chosen, reason="watching", group="a.b:1") == 2
