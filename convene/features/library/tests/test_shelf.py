"""Facets, counts and order of the library's list."""

from __future__ import annotations

import itertools

import pytest
from django.http import QueryDict

from convene.core.tags.models import Facet
from convene.features.library import actions
from convene.features.library.models import Resource
from convene.features.library.queries import chosen_in, shelf

CHOSEN = [
    "", "kind=guide", "kind=guide&kind=template", "kind=guide&topic=health", "topic=health&topic=policy&effort=longer",
    "community=citizen-science", "community=citizen-science&kind=guide&language=es", "kind=nothing", "community=directors",
]  # fmt: skip


@pytest.fixture
def many(on_shelf, community, hidden, listed) -> None:
    """A resource for each mixture."""
    kinds, topics = ("guide", "template", "tool"), ("health", "policy")
    for number, (kind, topic, where) in enumerate(itertools.product(kinds, topics, (community, hidden, listed))):
        on_shelf(
            where, title=f"Number {number}", kind=[kind, "report"] if number % 4 == 0 else kind, topic=topic,
            effort="longer" if number % 2 else "an-afternoon", language="es" if number % 5 == 0 else "en",
        )  # fmt: skip


def fits(resource: Resource, chosen: dict[str, list[str]], less: str = "") -> bool:
    """The same in plain Python: one of each facet that is chosen."""
    has = {facet: {term.slug for term in resource.terms.all() if term.facet == facet} for facet in Facet.values}
    has["community"] = {resource.community.slug}
    return all(has[name] & set(slugs) for name, slugs in chosen.items() if name != less)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("query", CHOSEN)
@pytest.mark.parametrize("who", ["ana", "ben", "nobody"])
def test_counts_are_those_of_what_the_reader_may_open(query, who, request):
    reader, chosen = request.getfixturevalue(who), chosen_in(QueryDict(query))
    found = shelf(reader, chosen)
    open_ones = list(Resource.objects.on_shelf(reader).prefetch_related("terms").select_related("community"))
    assert found.total == sum(fits(one, chosen) for one in open_ones)
    assert len(found.rows) == min(found.total, 20)
    for name, _label, choices in found.facets:
        for choice in choices:
            wider = chosen | {name: [choice.slug]}
            assert choice.count == sum(fits(one, wider) for one in open_ones), (name, choice)
    if who != "ana":
        names = [choice.slug for name, _label, choices in found.facets if name == "community" for choice in choices]
        assert set(names) <= {"citizen-science"}


def test_a_choice_can_be_taken_away_again_and_says_where_that_leads(many, ana):
    found = shelf(ana, chosen_in(QueryDict("kind=guide&topic=health")), sort="new")
    assert {one.without for one in found.chosen} == {"?topic=health&sort=new", "?kind=guide&sort=new"}


def test_most_used_come_first_or_the_newest_or_by_title(on_shelf, ben, cleo):
    for title in ("B", "C", "A"):
        on_shelf(title=title)
    actions.use(cleo, Resource.objects.get(title="C"), institution="Hill", sentence="Well.")
    order = {sort: [one.title for one in shelf(ben, {}, sort=sort).rows] for sort in ("used", "new", "title")}
    assert order == {"used": ["C", "A", "B"], "new": ["A", "C", "B"], "title": ["A", "B", "C"]}


def test_pages_end_where_the_resources_do(on_shelf, ben):
    for number in range(21):
        on_shelf(title=f"Number {number}")
    assert [len(shelf(ben, {}, number=number).rows) for number in (1, 2)] == [20, 1]
    for number, sort in ((3, "used"), (1, "nonsense")):
        with pytest.raises(LookupError):
            shelf(ben, {}, number=number, sort=sort)
