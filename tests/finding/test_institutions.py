"""Institutions are found by name and place once somebody is there, as far as those people show it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from convene.core.institutions import actions
from convene.core.institutions.actions.carrying import Carried
from convene.core.institutions.models import Institution, Pair
from convene.core.people import actions as people
from convene.core.search.models import Doc
from convene.core.search.queries import Wish, search, suggestions
from convene.core.search.reader import reader_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Institution:
    """A science center by the sea."""
    site = "https://www.example.org"
    return Institution.objects.create(name="Hall of Tides", kind="science", place="Puebla", country="MX", website=site)


def test_they_are_found_by_name_place_and_country_and_lead_to_their_page(hall, ben, cleo, find):
    actions.belong(ben, hall)
    for words in ("tides", "puebla", "hall mexico", "science center puebla"):
        assert "Hall of Tides" in find(cleo, words, kind="institution")
    (row,) = find.results(cleo, "tides", kind="institution").rows
    assert row.found.address == hall.get_absolute_url()
    assert "Puebla, Mexico" in row.found.note


def test_what_only_a_list_brought_is_in_the_directory_and_not_here(hall, cleo, find, as_):
    assert find(cleo, "tides") == []
    page = as_(cleo).get("/search/?q=tides").text
    assert "/institutions/?q=tides" in page
    assert not Doc.objects.filter(kind="institution").exists()


def test_one_is_here_by_its_keeper_for_everybody(hall, ben, dora, find):
    made = actions.claim(ben, hall)
    assert find(AnonymousUser(), "tides") == []
    actions.accept_claim(dora, made)
    assert find(AnonymousUser(), "tides") == ["Hall of Tides"]


def test_whoever_hides_where_they_work_does_not_give_it_away_here(hall, ben, cleo, dora, find):
    actions.belong(ben, hall)
    assert find(cleo, "tides", kind="institution") == ["Hall of Tides"]
    assert find(AnonymousUser(), "tides", kind="institution") == []
    people.set_visibility(ben, ben, levels={"institution": "nobody"})
    for reader in (cleo, dora, AnonymousUser()):
        assert find(reader, "tides", kind="institution") == []
    assert not Doc.objects.filter(kind="institution").exists()
    people.set_visibility(ben, ben, levels={"institution": "everyone"})
    assert find(AnonymousUser(), "tides", kind="institution") == ["Hall of Tides"]


def test_it_is_not_found_from_the_moment_on_at_which_its_only_person_hides(hall, ben, cleo, find):
    actions.belong(ben, hall)
    assert find(cleo, "tides", kind="institution")
    people.set_visibility(ben, ben, levels={"institution": "nobody"})  # the index has not come to it yet
    assert search(reader_of(cleo), Wish("tides", kind="institution")).rows == []


def test_one_that_its_last_person_left_is_gone_also_when_they_went_elsewhere(hall, ben, cleo, find):
    other = Institution.objects.create(name="Dome of Stars")
    actions.belong(ben, hall)
    assert find(cleo, "tides", kind="institution") == ["Hall of Tides"]
    actions.belong(ben, other)
    assert find(cleo, "tides", kind="institution") == []
    assert find(cleo, "dome", kind="institution") == ["Dome of Stars"]
    actions.stop_belonging(ben, other)
    assert find(cleo, "dome", kind="institution") == []


def test_one_that_turned_out_to_be_another_is_found_as_that_one(hall, ben, cleo, dora, find):
    twin = Institution.objects.create(name="Hall of Tides Inc", place="Puebla", website=hall.website)
    actions.belong(ben, twin)
    assert find(cleo, "tides", kind="institution") == ["Hall of Tides Inc"]
    actions.settle(dora, Pair.objects.create(first=hall, second=twin), is_one=True)
    assert find(cleo, "tides", kind="institution") == ["Hall of Tides"]


def test_one_that_has_closed_says_so_and_a_new_name_is_found(hall, ben, cleo, dora, find):
    actions.accept_claim(dora, actions.claim(ben, hall))
    actions.edit(ben, hall, name="Hall of Rivers", kind="science", place="Puebla", country="MX")
    assert find(cleo, "tides", kind="institution") == []
    Institution.objects.filter(pk=hall.pk).update(is_closed=True)
    (row,) = find.results(cleo, "rivers", kind="institution").rows
    assert row.found.marks == ["closed"]


def test_they_are_suggested_while_one_types_their_name_or_their_town(hall, ben, cleo, find):
    actions.belong(ben, hall)
    find(cleo, "tides")
    for typed in ("tid", "pueb", "hall of ti"):
        shown = suggestions(reader_of(cleo), typed)
        assert [(one["title"], one["url"]) for one in shown] == [("Hall of Tides", hall.get_absolute_url())]


def test_a_list_of_many_leaves_the_index_as_small_as_it_was(ben, cleo, find):
    rows = [Institution(name=f"Tidal Museum {number}", source="list", source_id=str(number)) for number in range(300)]
    for one in rows:
        one.keep_words()
    actions.carry_in(None, new=[Carried(one) for one in rows])
    assert find(cleo, "tidal") == []
    actions.belong(ben, rows[7])
    assert find(cleo, "tidal", kind="institution") == ["Tidal Museum 7"]
