"""Lists that go out: what is in them, for whom, and that they come back in."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
import time_machine
from django.core.cache import cache

from convene.core.communities.models import Community
from convene.features.library.carrying import carry, plan
from convene.features.library.models import Resource
from convene.lib.records import Record
from convene.lib.records.reading import read_bytes

FORMS = ("csv", "xlsx", "bib", "ris", "csl", "jsonld")


@pytest.fixture(autouse=True)
def rested():
    """What other tests have taken counts no more."""
    cache.clear()


@pytest.fixture
def shelf(on_shelf):
    on_shelf(
        title="=cmd|' /C calc'!A0", authors="Ana; Ben", context_note="@now, and “later”", topic=["health", "policy"],
        links=[("", "https://example.org/a"), ("DOI", "https://doi.org/10.5555/abc"), ("Sheet", "https://example.org/s")],
        year=2024, description="One, two\n\n- three", cost="free",
    )  # fmt: skip
    on_shelf(title="Sensors {and} 50% & more", topic="health", kind="guide", language=["en", "es"])


def taken(client, form, query="") -> bytes:
    answer = client.get(f"/library/export/{form}/{query}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def test_a_table_holds_all_of_it_and_no_cell_is_a_formula(client, shelf):
    rows = list(csv.reader(io.StringIO(taken(client, "csv").decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]
    first = dict(zip(rows[0], next(row for row in rows if "calc" in row[0]), strict=True))
    assert (first["DOI"], first["Topics"], first["Licence"]) == ("10.5555/abc", "Health; Policy", "CC BY")
    book = openpyxl.load_workbook(io.BytesIO(taken(client, "xlsx")), read_only=True)
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == rows


@pytest.mark.parametrize("form", FORMS)
def test_the_same_list_is_the_same_file_whenever_it_is_taken(client, shelf, form):
    taken_at = []
    for moment in ("2027-01-04T10:00:00Z", "2027-01-04T10:09:00Z"):
        with time_machine.travel(moment):
            taken_at.append(taken(client, form))
    assert taken_at[0] == taken_at[1]


@pytest.mark.parametrize("form", FORMS)
def test_every_list_can_be_read_again_and_is_known_at_home(client, shelf, community, form):
    found = list(read_bytes(taken(client, form)))
    assert sorted(one.title for one in found) == sorted(Resource.objects.values_list("title", flat=True))
    assert not [one for one in found if not isinstance(one, Record) or one.remarks]
    assert not plan(community, found).new


def test_a_table_carries_a_library_to_another_community_whole(client, shelf, ana, community):
    other = Community.objects.create(name="Other", slug="other", visibility="public", state="operating")
    carry(None, other, plan(other, read_bytes(taken(client, "csv"))), publish=True)
    said = ("title", "authors", "context_note", "description", "links", "year", "state", "excerpt")
    here, there = (Resource.objects.filter(community=one).order_by("title") for one in (community, other))
    assert list(here.values_list(*said)) == list(there.values_list(*said))
    for one, copy in zip(here, there, strict=True):
        assert set(one.terms.all()) == set(copy.terms.all())


def test_the_list_is_the_one_that_was_chosen(client, shelf, on_shelf):
    assert b"calc" not in taken(client, "csv", "?kind=guide")
    assert len(json.loads(taken(client, "csl", "?topic=health"))) == 2
    assert json.loads(taken(client, "csl", "?topic=nothing")) == []
    assert json.loads(taken(client, "jsonld", "?topic=nothing"))["@graph"] == []
    assert client.get("/library/export/docx/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_nobody_takes_along_what_they_could_not_open(client, as_, ben, cleo, ana, on_shelf, draft, community, form):
    on_shelf(title="Open to all")
    Community.objects.filter(pk=community.pk).update(visibility="hidden")
    titles = {one.title for one in read_bytes(taken(as_(ben), form))}
    assert titles == {"Open to all"}
    for reader in (client, as_(cleo)):
        assert b"Open to all" not in taken(reader, form)


def test_a_long_list_asks_no_more_queries_than_a_short_one(client, on_shelf, django_assert_max_num_queries):
    for number in range(12):
        on_shelf(title=f"Thing {number}")
    with django_assert_max_num_queries(8):
        taken(client, "csv")


def test_nobody_takes_lists_all_day_and_other_pages_stay_open(client, shelf, settings):
    settings.ACCOUNT_RATE_LIMITS = {"library_export": "2/10m/ip"}
    for form in ("xlsx", "csv"):
        taken(client, form)
    refused = client.get("/library/export/xlsx/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert "Wait ten minutes" in refused.text
    assert client.get("/library/").status_code == 200
    assert client.get("/library/export/docx/").status_code == 404
