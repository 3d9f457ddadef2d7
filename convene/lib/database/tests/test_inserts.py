"""Rows that are written without `save`."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from convene.lib.database.inserts import insert

Entry = apps.get_model("ledger.Entry")
Reading = apps.get_model("discussions.Reading")


def test_a_row_is_written_as_save_would(ana, community, django_assert_num_queries):
    row = Entry(actor=ana, verb="a.did", subject_kind="a.thing", community=community, facts={"kind": "x", "n": [1]})
    with django_assert_num_queries(1):
        insert(row)
    again = Entry.objects.get(pk=row.pk)
    assert model_to_dict(again) == model_to_dict(row)
    assert (again.at, again.facts, again.subject_id) == (row.at, {"kind": "x", "n": [1]}, None)
    row.verb = "a.did_more"
    row.save()
    assert Entry.objects.get(pk=row.pk).verb == "a.did_more"


def test_a_row_that_is_there_takes_over_only_what_is_named(ana, topic):
    one = {"unique": ("person_id", "topic_id"), "change": ("upto",)}
    insert(first := Reading(person=ana, topic=topic, upto=1, follow="muted"), **one)
    insert(second := Reading(person=ana, topic=topic, upto=2, follow="watching"), **one)
    assert first.pk == second.pk
    assert Reading.objects.filter(person=ana, topic=topic).values_list("upto", "follow").get() == (2, "muted")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Reading(person=ana, topic=topic))
