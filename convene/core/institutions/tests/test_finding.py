"""Institutions are found while one types, on the page without a script, and lead to where they are now."""

from __future__ import annotations

import pytest

from convene.core.institutions import actions, queries
from convene.core.institutions.models import Institution, Pair
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def some(db) -> dict[str, Institution]:
    """A few, by the first word of their names."""
    told = (
        ("Museum of Science", "Boston, Massachusetts", "US"), ("Museum of Science and Industry", "Chicago", "US"),
        ("Musée dauphinois", "Grenoble", "FR"), ("Friends of the Museum of Science", "Boston", "US"),
    )  # fmt: skip
    made = [Institution.objects.create(name=name, place=place, country=country) for name, place, country in told]
    Institution.objects.filter(pk=made[1].pk).update(kind="science", is_closed=True)
    return {one.name: one for one in made}


@pytest.mark.parametrize(("typed", "first"), [
    ("museum of sci", "Museum of Science"), ("MUSEE", "Musée dauphinois"), ("greno mus", "Musée dauphinois"),
    ("friends", "Friends of the Museum of Science"), ("boston museum", "Museum of Science"),
])  # fmt: skip
def test_what_begins_with_what_was_typed_comes_first(typed, first, some, ben):
    assert queries.suggestions(ben, typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "m", "   ", "xyzzy", "useum", "'", "%", "_", "\\"])
def test_nothing_is_suggested_for_what_says_nothing(typed, some, ben):
    assert queries.suggestions(ben, typed) == []


@pytest.mark.parametrize("typed", ["mu\x00", "museum " * 30, "\ud800 science", "‮science"])
def test_nothing_that_is_typed_breaks_it(typed, some, client, ben):
    assert client.get("/institutions/suggest/", {"q": typed.encode("utf-8", "replace")}).status_code in {200, 422}
    assert isinstance(queries.suggestions(ben, typed), list)


def test_visitors_find_them_without_a_script(some, client):
    page = client.get("/institutions/?q=museum+boston").text
    assert "Friends of the Museum of Science" in page
    assert "Musée dauphinois" not in page
    assert "No institution fits" in client.get("/institutions/?q=xyzzy").text
    assert "Musée dauphinois" in client.get("/institutions/?country=fr").text
    assert "Musée dauphinois" not in client.get("/institutions/?kind=science").text
    found = client.get("/institutions/suggest/?q=greno").json()["found"]
    assert [(one["title"], one["note"]) for one in found] == [("Musée dauphinois", "Grenoble, France")]


@pytest.mark.usefixtures("within_a_second")
def test_pages_cost_few_queries(some, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert "Chicago" in client.get("/institutions/").text
    with django_assert_max_num_queries(3):
        assert "Chicago" in client.get(some["Museum of Science and Industry"].get_absolute_url()).text


def test_staff_decide_whether_two_are_one(some, as_, dora, ben):
    first, second = some["Museum of Science"], some["Friends of the Museum of Science"]
    pair = Pair.objects.create(first=first, second=second)
    with pytest.raises(NotAllowed):
        actions.settle(ben, pair, is_one=True)
    browser = as_(dora)
    assert "They are one" in browser.get("/institutions/pairs/").text
    browser.post("/institutions/pairs/", {"pair": pair.pk, "answer": "one"})
    assert browser.get(second.get_absolute_url()).headers["Location"] == first.get_absolute_url()
    assert [one.name for one in queries.suggestions(ben, "friends")] == []
    assert "Nothing to decide" in browser.get("/institutions/pairs/").text
    with pytest.raises(NotPossible):
        actions.settle(dora, pair, is_one=False)


def test_two_pairs_cannot_lead_in_a_circle(some, dora):
    first, second = some["Museum of Science"], some["Musée dauphinois"]
    one, other = Pair.objects.create(first=first, second=second), Pair.objects.create(first=second, second=first)
    actions.settle(dora, one, is_one=True)
    other.first.refresh_from_db()
    with pytest.raises(NotPossible, match="one already"):
        actions.settle(dora, other, is_one=True)
    first.refresh_from_db()
    assert first.merged_into is None
