"""Queries that are compiled once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Value
from django.utils import timezone

from convene.lib.database.prepared import Prepared

User = get_user_model()


def test_rows_come_back_as_from_the_query_set_itself(ana, ben):
    fields = ("pk", "name", "is_staff", "created_at", "visibility")
    since = timezone.now() - dt.timedelta(days=1)

    def build(person, since):
        return User.objects.filter(pk__gte=person, created_at__gt=since).order_by("pk").values_list(*fields)

    prepared = Prepared(build, person=int, since=dt.datetime)
    for person in (ana.pk, ben.pk, ana.pk):
        assert prepared(person=person, since=since) == list(build(person, since))
    assert prepared(person=ana.pk, since=timezone.now() + dt.timedelta(days=1)) == []


def test_a_value_that_the_sql_does_not_hold_is_an_error(db):
    lost = Prepared(lambda person: User.objects.annotate(one=Value(1)).values_list("pk"), person=int)
    with pytest.raises(TypeError, match="must stand in its SQL"):
        lost(person=1)


def test_it_costs_one_query(ana, django_assert_num_queries):
    by_pk = Prepared(lambda person: User.objects.filter(pk=person).values_list("name"), person=int)
    with django_assert_num_queries(1):
        assert by_pk(person=ana.pk) == [("Ana Lima",)]
