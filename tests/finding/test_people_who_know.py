"""Who knows about something: named with what shows it, from what the reader may see, and never those who want peace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.contact import actions as contact
from convene.core.frameworks.actions import begin
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.core.search.following import bring_up_to_date
from convene.core.search.queries import knowing, who_knows
from convene.core.tags.actions import adopt
from convene.core.tags.models import Term
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Topic
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.library.schedule import lay_beside
from convene.features.mentoring import actions as mentoring
from convene.features.mentoring.queries import board
from convene.features.messages import actions as messages

ASKED = "Which low-cost air sensors drift?"
HELPS = {"Eve Roy": ["can help with low-cost air sensors"]}


def known(actor, text: str = ASKED, **but) -> dict[str, list[str]]:
    bring_up_to_date()
    lay_beside.call()
    return {one.person.name: list(one.reasons) for one in who_knows(actor, text, **but)}


@pytest.fixture
def answered(ben) -> Callable[..., Topic]:
    """A question with an accepted answer: `answered(community, eve, "Air sensors that drift")`."""

    def make(where, by, title: str = "Air sensors that drift", asker=None) -> Topic:
        topic = discussions.start(asker or ben, where, title=title, body="Which?", kind="question")
        discussions.accept(asker or ben, discussions.reply(by, topic, body="These."))
        return topic

    return make


@pytest.fixture
def eve(person, community, hidden, listed) -> User:
    """A member of everything, who knows."""
    return person("Eve Roy", community, hidden, listed)


@pytest.fixture
def skilled(eve) -> User:
    """Eve, whose profile says so to members."""
    people.edit_profile(eve, eve, name="Eve Roy", can_help_with="low-cost air sensors, county budgets")
    return eve


def shelve(by: User, where, leader: User, title: str) -> None:
    adopt(None)
    said = {"authors": "Hill", "description": "A *guide*.", "context_note": "It fits."}
    terms = list(Term.objects.filter(slug__in=("guide", "en", "cc-by")))
    library.publish(leader, library.propose(by, where, Content(title=title, terms=terms, **said)))


def test_an_accepted_answer_shows_it_and_says_how_many_and_about_what(answered, community, eve, cleo):
    answered(community, eve)
    answered(community, eve, "Drift of air sensors")
    assert known(cleo)["Eve Roy"] == ["answered 2 questions about air, sensors"]
    assert known(cleo, "drift?")["Eve Roy"] == ["answered 2 questions about drift"]
    for other in ("Water tables for toddlers", "Which air?! freshens a lobby of marble", "???", "how do I", ""):
        assert known(cleo, other) == {}


def test_what_was_taken_back_or_down_or_answered_by_the_asker_shows_nothing(answered, community, eve, cleo, ana, ben):
    first, second = answered(community, eve), answered(community, eve, "Drift of air sensors")
    answered(community, ben)  # who asked it
    discussions.unaccept(ben, first)
    assert known(cleo)["Eve Roy"][0].startswith("answered a question")
    discussions.hide_topic(ana, second)
    assert known(cleo) == {}


@pytest.mark.parametrize(("text", "fits"), [
    (ASKED, True), ("sensors", True), ("air sensors", True), ("Sensors in the air of the lobby", True),
    ("The county closes early", False), ("sensors and toddlers", False),
])  # fmt: skip
def test_what_somebody_can_help_with_is_named_in_their_words(text, fits, skilled, cleo):
    assert known(cleo, text) == (HELPS if fits else {})


@pytest.mark.parametrize(("level", "who", "sees"), [
    ("everyone", "cleo", True), ("members", "cleo", True), ("nobody", "cleo", False), ("nobody", "ana", False),
    ("nobody", "dora", False), ("everyone", "nobody", False),
])  # fmt: skip
def test_a_skill_is_named_to_those_to_whom_it_is_shown(level, who, sees, skilled, request):
    people.set_visibility(skilled, skilled, levels={"can_help_with": level})
    assert known(request.getfixturevalue(who)) == (HELPS if sees else {})


def test_who_brought_something_into_the_library_is_named(community, hidden, eve, ana, cleo):
    shelve(eve, community, ana, "Air sensors, checked for drift")
    shelve(eve, hidden, ana, "Sealed sensors of air that drift")
    assert known(cleo) == {"Eve Roy": ["has a resource on this in the library"]}
    assert known(ana) == {"Eve Roy": ["has 2 resources on this in the library"]}


@pytest.mark.parametrize(("where", "who", "sees"), [
    ("community", "cleo", True), ("hidden", "cleo", False), ("hidden", "ben", False), ("hidden", "ana", True),
    ("hidden", "dora", True), ("listed", "ben", False), ("listed", "ana", True), ("community", "nobody", False),
])  # fmt: skip
def test_answers_count_where_the_reader_may_read_them(where, who, sees, answered, eve, ana, request):
    answered(request.getfixturevalue(where), eve, asker=ana)
    found = known(request.getfixturevalue(who))
    assert (found != {}) == sees


def test_a_count_tells_nothing_of_a_community_that_one_does_not_read(answered, community, hidden, eve, ana, cleo):
    answered(community, eve)
    before = known(cleo)
    answered(hidden, eve, asker=ana)
    assert known(cleo) == before != known(ana)


def test_those_who_want_peace_are_not_named(skilled, cleo, ben, ana, dora, person):
    assert known(cleo) == HELPS
    assert known(skilled) == {}
    assert known(cleo, but={skilled.pk}) == {}
    contact.block(cleo, skilled)
    assert known(cleo) == {}
    contact.unblock(cleo, skilled)
    contact.block(skilled, cleo)
    assert known(cleo) == {}
    contact.accept_from(skilled, accepts="communities")
    assert (known(ben), known(person("Far Away"))) == (HELPS, {})
    contact.accept_from(skilled, accepts="nobody")
    assert known(ben) == {}
    contact.accept_from(skilled, accepts="everybody")
    assert known(ben) == HELPS
    User.objects.filter(pk=skilled.pk).update(leaves_at=timezone.now())
    assert known(ben) == {}
    User.objects.filter(pk=skilled.pk).update(leaves_at=None)
    people.suspend(dora, skilled, reason="Spam.")
    assert known(ben) == {}


def test_whom_many_have_just_written_to_is_left_in_peace_for_a_while(skilled, ben, person):
    for number in range(4):
        messages.start(person(f"Guest {number}"), [skilled], body="May I ask?")
    assert known(ben) == HELPS
    messages.start(person("Guest 5"), [skilled], body="May I ask?")
    assert known(ben) == {}


def test_nobody_is_always_the_first(person, community, ben, monkeypatch):
    for number in range(12):
        one = person(f"Helper {number}", community)
        people.edit_profile(one, one, name=one.name, can_help_with="air sensors")
    first = set()
    for day in range(12):
        monkeypatch.setattr(knowing.timezone, "localdate", lambda day=day: dt.date(2026, 1, 1 + day))
        found = list(known(ben))
        assert len(found) == knowing.SHOWN
        assert found == list(known(ben))
        first.add(found[0])
    assert len(first) > 3


@pytest.mark.parametrize("more", [2, 9])
def test_asking_costs_few_queries_however_many_know(more, answered, person, community, ben, as_):
    for number in range(more):
        one = person(f"Helper {number}", community)
        people.edit_profile(one, one, name=one.name, can_help_with="air sensors")
        answered(community, one)
    known(ben)
    browser = as_(ben)
    browser.get("/search/people/?q=air+sensors")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/search/people/?q=air+sensors")
    assert "Helper" in page.text
    assert len(asked) <= 15, "\n".join(one["sql"][:120] for one in asked)


def test_a_question_leads_to_people_until_it_is_answered_and_to_nobody_who_is_in_it(skilled, answered, community, ben, cleo, person, as_, client):
    answered(community, person("Fay Ito", community))
    topic = discussions.start(ben, community, title=ASKED, body="They differ.", kind="question")
    address = f"{topic.get_absolute_url()}people/"
    bring_up_to_date()
    browser = as_(cleo)
    assert address in browser.get(topic.get_absolute_url()).text
    assert address not in client.get(topic.get_absolute_url()).text
    page = browser.get(address).text
    assert "Fay Ito" in page
    assert "Eve Roy" in page
    assert "/messages/new/?to=eve-roy" in page
    assert "Ben Osei</a>" not in page
    post = discussions.reply(skilled, topic, body="Ours do.")
    assert "Eve Roy" not in browser.get(address).text
    discussions.accept(ben, post)
    assert address not in browser.get(topic.get_absolute_url()).text


def test_a_search_and_a_list_of_the_library_lead_to_people(skilled, community, ana, cleo, as_, client):
    shelve(skilled, community, ana, "Guide")
    library_list = "/library/?topic=data-and-sensors"
    assert "/search/people/?q=" in as_(cleo).get(library_list).text
    assert "/search/people/?q=air" in as_(cleo).get("/search/?q=air+sensors").text
    for path in ("/search/?q=air+sensors", library_list):
        assert "/search/people/" not in client.get(path).text
    bring_up_to_date()
    assert "can help with low-cost air sensors" in as_(cleo).get("/search/people/?q=air%20sensors").text
    assert "Nobody comes to mind yet" in as_(cleo).get("/search/people/?q=%22*").text


def test_who_can_teach_a_skill_is_asked_by_its_key_and_takes_messages(ana, ben, cleo, person):
    begin(None)
    eve = person("Eve Roy")
    for one in (ben, cleo, eve):
        people.edit_profile(one, one, name=one.name, can_help_with="Glue, Mentoring")
    contact.block(cleo, ana)
    knowers = who_knows(ana, "Mentoring", keys=["skill:mentoring"], but=[eve.pk])
    assert [(one.person.name, list(one.reasons)) for one in knowers] == [("Ben Osei", ["can help with Mentoring"])]


def test_a_mentor_who_has_blocked_somebody_looks_full_to_them_and_to_nobody_else(ana, ben, cleo):
    mentoring.enrol(ana, side="mentor", about="Glue", from_on=timezone.localdate())
    contact.block(ana, ben)
    assert [[card.is_full for card in board(one, "mentor", "").cards] for one in (ben, cleo)] == [[True], [False]]
