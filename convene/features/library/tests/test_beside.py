"""What the library has on a topic stands beside it, with why, for those who may see it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convene.core.communities import actions as communities
from convene.core.communities.models import Community
from convene.core.ledger.actions import record
from convene.core.search.following import bring_up_to_date
from convene.core.search.meaning import senses
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Topic
from convene.features.library import actions
from convene.features.library.actions import relating
from convene.features.library.models import Alike, Beside, Telling, Why
from convene.features.library.queries import beside as reading
from convene.features.library.schedule import lay_beside
from convene.lib.sense import is_there

LOANS = "Sensor loan kits: who signs for forty of them?"


@pytest.fixture
def lay(db):
    """Has the index and what lies beside topics follow the ledger."""

    def do() -> None:
        bring_up_to_date()
        lay_beside.call()

    return do


@pytest.fixture
def loans(ana, community) -> Topic:
    return discussions.start(ana, community, title=LOANS, body="Our air monitors go out to schools.", kind="question")


@pytest.fixture
def elsewhere(ben, community) -> Topic:
    """A topic about something else."""
    return discussions.start(ben, community, title="Water table for toddlers", body="They get wet.")


def found(actor, topic) -> list[tuple[str, list[str]]]:
    return [(one.resource.title, one.reasons) for one in reading.beside(actor, topic)]


def scopes(topic) -> list[int]:
    return Topic.objects.get(pk=topic.pk).beside


def test_what_shares_words_with_a_topic_stands_beside_it_whichever_came_first(lay, loans, elsewhere, on_shelf, ben, ana):
    on_shelf(title="Sensor loans, agreed on one page", context_note="For finance.")
    lay()
    assert found(ben, loans) == [("Sensor loans, agreed on one page", ["about the same: loan, sensor"])]
    later = discussions.start(ana, loans.community, title="A form for sensors on loan?", body="Have you one?")
    lay()
    assert [title for title, _why in found(ben, later)] == ["Sensor loans, agreed on one page"]
    assert (scopes(loans), scopes(later), scopes(elsewhere)) == ([0], [0], [])
    assert found(ben, elsewhere) == []


def test_one_word_alone_is_no_reason_nor_are_words_that_both_say_in_passing(lay, loans, on_shelf, ben):
    on_shelf(title="Loan letters", context_note="For finance.")
    on_shelf(title="Evening talks", context_note="Somebody signs for forty sensors on loan.")
    lay()
    assert found(ben, loans) == []


def test_what_somebody_tied_together_says_so_and_stands_first(lay, loans, on_shelf, content, ana, ben, community):
    on_shelf(title="Sensor loans, agreed on one page")
    named = on_shelf(title="Glue")
    made = actions.publish(ana, actions.propose(ana, community, content(title="Answer"), source=loans))
    discussions.reply(ben, loans, body=f"See [this]({named.get_absolute_url()}).")
    lay()
    assert [(title, why[0].split(":")[0]) for title, why in found(ben, loans)] == [
        ("Answer", "made of this topic"), ("Glue", "mentioned here"),
        ("Sensor loans, agreed on one page", "about the same"),
    ]  # fmt: skip
    actions.comment(ben, made, body="Where do I print it?")
    lay()
    made.refresh_from_db()
    assert found(ben, made.topic)[0] == ("Answer", ["what this topic is about"])


def test_what_was_retired_leaves_at_once_and_what_was_worded_anew_fits_anew(lay, loans, on_shelf, content, ana, ben):
    first, second = on_shelf(title="Sensor loans on one page"), on_shelf(title="Loans of air sensors")
    lay()
    assert len(found(ben, loans)) == 2
    actions.retire(ana, first, answer="Old.")
    assert [title for title, _why in found(ben, loans)] == ["Loans of air sensors"]
    actions.revise(ana, second, content(title="Toddlers and water"), changed="All of it")
    lay()
    assert found(ben, loans) == [] == scopes(loans)
    assert not Telling.objects.filter(resource=first).exists()
    actions.publish(ana, first)
    lay()
    assert [title for title, _why in found(ben, loans)] == ["Sensor loans on one page"]


def test_a_topic_that_gets_another_title_gets_other_company(lay, elsewhere, on_shelf, ana, ben):
    on_shelf(title="Sensor loans on one page")
    lay()
    discussions.retitle(ana, elsewhere, title=LOANS)
    lay()
    assert len(found(ben, elsewhere)) == 1
    discussions.hide_topic(ana, elsewhere)
    lay()
    assert not Beside.objects.filter(topic=elsewhere).exists()


@pytest.mark.parametrize(
    ("where", "who", "sees"),
    [
        ("community", "nobody", True), ("community", "cleo", True),
        ("hidden", "nobody", False), ("hidden", "cleo", False), ("hidden", "ben", False),
        ("hidden", "ana", True), ("hidden", "dora", True),
        ("listed", "nobody", False), ("listed", "ben", False), ("listed", "ana", True),
    ],
)  # fmt: skip
def test_who_sees_it_and_who_learns_that_there_is_something(where, who, sees, lay, loans, on_shelf, request, ana, client, as_):
    on_shelf(request.getfixturevalue(where), title="Sensor loans, the sealed page")
    lay()
    actor = request.getfixturevalue(who)
    browser = as_(actor) if actor.pk else client
    page = browser.get(loans.get_absolute_url())
    assert ("What the library has on this" in page.text) == sees
    assert bool(found(actor, loans)) == sees
    part = browser.get(f"/library/beside/?topic={loans.pk}")
    assert ("the sealed page" in part.text) == sees


def test_what_lies_beside_a_topic_is_only_for_those_who_read_the_topic(lay, hidden, on_shelf, ana, as_, ben, client):
    topic = discussions.start(ana, hidden, title=LOANS, body="In confidence.")
    on_shelf(title="Sensor loans on one page")
    lay()
    for address in (f"?topic={topic.pk}", "?topic=x", "?topic=" + "9" * 30, ""):
        assert as_(ben).get(f"/library/beside/{address}").status_code == 404
        assert client.get(f"/library/beside/{address}").status_code == 404
    assert "Sensor loans on one page" in as_(ana).get(f"/library/beside/?topic={topic.pk}").text


def test_a_community_that_closes_its_doors_takes_its_resources_along(lay, loans, on_shelf, ana, ben, community, listed):
    on_shelf(listed, title="Sensor loans on one page")
    Community.objects.filter(pk=listed.pk).update(visibility="public")
    lay()
    listed.refresh_from_db()
    assert (scopes(loans), len(found(ben, loans))) == ([0], 1)
    fields = {name: getattr(listed, name) for name in ("name", "short_name", "line")}
    communities.edit(ana, listed, visibility="listed", **fields)
    assert found(ben, loans) == []
    lay()
    assert scopes(loans) == [listed.pk]


def test_a_page_that_is_held_is_asked_for_anew_once_something_lies_beside_it(lay, loans, on_shelf, ben, as_, settings):
    settings.DEVELOPMENT = False
    browser, address = as_(ben), loans.get_absolute_url()
    browser.get(address)  # sets the cookie for forms
    held = browser.get(address)["ETag"]
    assert browser.get(address, headers={"if-none-match": held}).status_code == 304
    on_shelf(title="Sensor loans on one page")
    lay()
    fresh = browser.get(address, headers={"if-none-match": held})
    assert (fresh.status_code, "What the library has on this" in fresh.text) == (200, True)
    assert browser.get(address, headers={"if-none-match": fresh["ETag"]}).status_code == 304


def test_a_topic_beside_which_nothing_lies_is_asked_no_more_and_one_with_company_neither(lay, loans, on_shelf, ben, as_):
    browser, address = as_(ben), loans.get_absolute_url()

    def cost() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    plain = cost()
    for number in range(4):
        on_shelf(title=f"Sensor loans on page {number}")
    lay()
    assert scopes(loans) == [0]
    assert cost() == plain
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/library/beside/?topic={loans.pk}")
    assert len(asked) <= 4
    assert "1 more" in page.text


def test_an_archive_that_comes_in_is_looked_at_little_by_little(lay, loans, elsewhere, on_shelf, ben, monkeypatch, community):
    on_shelf(title="Sensor loans on one page")
    lay()
    Beside.objects.all().delete()
    record(None, "discussions.imported", community, community=community)
    monkeypatch.setattr(relating, "AT_ONCE", 1)
    bring_up_to_date()
    actions.note_mentions()
    assert actions.relate() == 1
    assert (actions.go_round(), actions.go_round(), actions.go_round()) == (1, 1, 0)
    assert actions.go_round() == 0
    assert [title for title, _why in found(ben, loans)] == ["Sensor loans on one page"]


def test_reading_twice_changes_nothing_and_an_index_that_is_behind_is_waited_for(lay, loans, on_shelf):
    on_shelf(title="Sensor loans on one page")
    assert lay_beside.call() == 0
    lay()
    before = list(Beside.objects.values_list("topic", "resource", "why", "words"))
    assert before
    assert lay_beside.call() == 0
    actions.relate()
    assert list(Beside.objects.values_list("topic", "resource", "why", "words")) == before


def test_related_resources_say_why(lay, on_shelf, ana, ben, cleo, community):
    here = on_shelf(title="Sensor loans on one page", topic=["health", "policy"])
    words = on_shelf(title="Loans of air sensors")
    terms = on_shelf(title="Glue", topic=["health"])
    users = on_shelf(title="Cardboard")
    placed = on_shelf(title="Chairs")
    on_shelf(title="Nothing in common")
    for person in (ben, cleo):
        for one in (here, users):
            actions.use(person, one, institution="Hill", sentence="Well.")
    path = actions.gather(ana, community, title="Start", line="Here.", is_path=True)
    for one in (here, placed):
        actions.place(ana, path, one, note="")
    lay()
    said = {one.resource: one.reasons for one in related(ana, here)}
    assert said.keys() == {words, terms, users, placed}
    assert said[terms] == ["Health"]
    assert said[users] == ["2 people used both"]
    assert said[placed] == ["also in “Start”"]
    assert said[words][0].startswith("about the same: ")
    back = {one.resource: one.reasons for one in related(ana, words)}
    assert here in back
    assert Alike.objects.filter(resource=words).exists()


@pytest.mark.parametrize(("who", "sees"), [("ana", True), ("dora", True), ("ben", False), ("nobody", False)])
def test_no_reason_tells_of_what_the_reader_may_not_see(who, sees, lay, on_shelf, ana, hidden, listed, request):
    here, sealed = on_shelf(title="Sensor loans on one page"), on_shelf(hidden, title="Sealed sensor loans")
    other = on_shelf(title="Glue")
    path = actions.gather(ana, listed, title="Sealed path", line="Here.", is_path=False)
    for one in (here, other):
        actions.place(ana, path, one, note="")
    lay()
    said = {one.resource: one.reasons for one in related(request.getfixturevalue(who), here)}
    assert (sealed in said, any("Sealed path" in why for why in said.get(other, []))) == (sees, sees)


def related(actor, resource):
    telling = list(resource.terms.filter(facet__in=("topic", "stage")))
    return reading.related_to(actor, resource, telling)


@pytest.mark.skipif(not is_there(), reason="the extra [semantic] is not installed")
def test_other_words_fit_too_where_the_site_knows_what_they_mean(lay, community, ana, ben, on_shelf, settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True
    known = senses()
    monkeypatch.setattr(known, "rows", type(known.rows).of([]))
    topic = discussions.start(
        ana, community, title="Faded stars",
        body="The projector inside our planetarium lost its colours after the summer. What can we do?",
    )
    on_shelf(
        title="Care of dome projection systems",
        description="How to bring color and brightness back to star shows.",
        context_note="When images on a planetarium dome look pale.",
    )
    lay()
    assert Beside.objects.get(topic=topic).why == Why.SENSE
    assert found(ben, topic) == [("Care of dome projection systems", ["close in meaning"])]
