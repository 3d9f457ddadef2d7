"""What is found of the library, by whom, and what is not any more."""

from __future__ import annotations

import pytest

from convene.core.search.queries import Wish, search, suggestions
from convene.core.search.reader import reader_of
from convene.core.tags.actions import adopt
from convene.core.tags.models import Facet
from convene.core.tags.queries import vocabulary
from convene.features.library import actions
from convene.features.library.actions.writing import Content
from convene.features.library.models import Resource
from convene.features.library.searched import RESOURCES


@pytest.fixture
def write(db):
    """Content of a resource: `write("Sensor loans", note="…")`."""
    adopt(None)
    words = vocabulary()
    terms = [words.find(*one) for one in ((Facet.KIND, "template"), (Facet.TOPIC, "data-and-sensors"), (Facet.LANGUAGE, "en"))]

    def content(title: str, note: str = "It suits a loan desk.", description: str = "A *checklist* on calibrating.") -> Content:
        return Content(title=title, authors="Tidewater Museum", description=description, context_note=note, terms=terms)

    return content


@pytest.fixture
def place(ana, write):
    """Puts a resource on the shelf of a community."""
    return lambda where, title, **said: actions.publish(ana, actions.propose(ana, where, write(title, **said)))


def test_a_resource_is_found_by_what_it_is_whose_it_is_why_it_fits_and_its_terms(find, place, community, nobody, settings):
    place(community, "Sensor loans")
    for words in ("sensors loan", "calibrate", "checklists", "tidewater", '"loan desk"', "template", "plantilla"):
        assert find(nobody, words) == ["Sensor loans"], words
    (row,) = find.results(nobody, "calibrate").rows
    assert (row.found.place, row.found.author, str(row.snippet).count("<mark>")) == ("Citizen Science", "Tidewater Museum", 1)
    assert find(nobody, "calibrate", kind="resource") == ["Sensor loans"]
    assert find(nobody, "calibrate", kind="post") == []


def test_only_what_the_library_lists_is_found(find, ana, ben, place, write, community, nobody):
    draft = actions.propose(ben, community, write("Sensor loans"))
    assert find(ben, "calibrate") == find(ana, "calibrate") == []
    actions.submit(ben, draft)
    assert find(ana, "calibrate") == []
    actions.publish(ana, draft)
    assert find(nobody, "calibrate") == ["Sensor loans"]
    actions.retire(ana, draft, answer="It is old.")
    assert search(reader_of(nobody), Wish("calibrate")).total == 0, "gone before the index hears of it"
    assert find(ben, "calibrate") == []
    actions.publish(ana, draft)
    assert find(nobody, "calibrate") == ["Sensor loans"]


def test_words_that_were_taken_out_are_not_found_before_the_index_hears_of_it(find, ana, place, write, community, nobody):
    one = place(community, "Sensor loans", note="It names the wombat.")
    assert find(nobody, "wombat") == ["Sensor loans"]
    actions.revise(ana, one, write("Sensor loans", note="It names the quokka."), changed="An animal")
    assert search(reader_of(nobody), Wish("wombat")).total == 0
    assert (find(nobody, "wombat"), find(nobody, "quokka")) == ([], ["Sensor loans"])


def test_what_one_may_not_read_is_neither_found_nor_counted_nor_offered(find, place, hidden, listed, ana, ben, cleo, dora, nobody):
    for where in (hidden, listed):
        place(where, f"Zebra of {where.slug}")
    for actor, number in ((nobody, 0), (cleo, 0), (ben, 0), (ana, 2), (dora, 2)):
        results = find.results(actor, "zebra")
        assert results.total == len(results.rows) == number, actor
        assert len(suggestions(reader_of(actor), "zebr")) == number
        assert not results.meant


def test_the_index_asks_what_the_library_itself_says(find, place, write, community, hidden, listed, ana, ben, cleo, dora, nobody):
    for where in (community, hidden, listed):
        place(where, "Kept")
        actions.retire(ana, place(where, "Retired"), answer="Old.")
        actions.propose(ana, where, write("Draft"))
    objs = list(Resource.objects.values_list("pk", flat=True))
    for actor in (ana, ben, cleo, dora, nobody):
        assert set(RESOURCES.seen(reader_of(actor), objs)) == set(Resource.objects.on_shelf(actor).values_list("pk", flat=True))
