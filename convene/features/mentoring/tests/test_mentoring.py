"""Mentoring: offered and looked for by members, agreed on by two, and nobody else's business."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.frameworks.actions import begin
from convene.core.notifications.models import Notification
from convene.features.mentoring import actions
from convene.features.mentoring.models import Enrolment, Mentorship
from convene.features.mentoring.queries import board, figures
from convene.features.mentoring.schedule import remind_of_mentoring
from convene.lib.errors import NotAllowed, NotPossible

TODAY = timezone.localdate
WORDS = "How to ask residents without leading them."


@pytest.fixture
def offer(ana):
    return actions.enrol(ana, side="mentor", about="Evaluation, grants", words="Calls", capacity=1, from_on=TODAY())


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("entry__verb", flat=True))


def state(one) -> str:
    return Mentorship.objects.get(pk=one.pk).state


def names(actor, side="mentor", text=""):
    return [(card.enrolment.person.name, card.is_full) for card in board(actor, side, text).cards]


def test_a_mentor_is_found_asked_and_accepts_and_both_complete_it(offer, ana, ben, as_):
    assert names(ben, text="evalu") == names(ben, text="ana") == [("Ana Lima", False)]
    assert names(ben, text="glue") == names(ana) == []
    page = as_(ben).post(f"/mentoring/ask/{offer.pk}/", {"words": WORDS})
    one = Mentorship.objects.get()
    assert page.headers["Location"] == f"/mentoring/{one.pk}/"
    assert told(ana) == ["mentoring.asked"]
    assert WORDS in as_(ana).get(f"/mentoring/{one.pk}/").text
    as_(ana).post(f"/mentoring/{one.pk}/accept/")
    assert (state(one), told(ben)) == ("going", ["mentoring.accepted"])
    assert "will be your mentor" in as_(ben).get("/notifications/").text
    actions.answer(ben, one, verb="complete")
    assert (state(one), told(ana)[-1]) == ("completed", "mentoring.completed")


def test_a_mentor_at_capacity_is_full_and_cannot_be_asked_and_accepts_no_more(offer, ana, ben, cleo, dora, as_):
    first, second = (actions.ask(one, offer, words=WORDS) for one in (ben, cleo))
    actions.answer(ana, first, verb="accept")
    assert names(dora) == [("Ana Lima", True)]
    with pytest.raises(NotAllowed, match="no free place"):
        actions.ask(dora, offer, words=WORDS)
    with pytest.raises(NotAllowed, match="All your places are taken"):
        actions.answer(ana, second, verb="accept")
    assert "/mentoring/ask/" not in as_(dora).get("/mentoring/").text
    actions.answer(ben, first, verb="abandon")
    actions.answer(ana, second, verb="accept")
    assert names(dora) == [("Ana Lima", True)]


@pytest.mark.parametrize(
    ("who", "verb", "may"),
    [
        ("ana", "accept", True), ("ana", "decline", True), ("ana", "take_back", False), ("ana", "complete", False),
        ("ben", "accept", False), ("ben", "decline", False), ("ben", "take_back", True), ("ben", "abandon", False),
    ],
)  # fmt: skip
def test_who_may_answer_a_request(who, verb, may, offer, ana, ben, request):
    one = actions.ask(ben, offer, words=WORDS)
    try:
        actions.answer(request.getfixturevalue(who), one, verb=verb)
    except NotAllowed:
        assert not may
    else:
        assert may


def test_staff_and_everybody_else_see_nothing_of_what_two_agree_on(offer, ana, ben, cleo, dora, as_):
    one = actions.ask(ben, offer, words=WORDS)
    for other in (cleo, dora):
        assert as_(other).get(f"/mentoring/{one.pk}/").status_code == 404
        assert as_(other).post(f"/mentoring/{one.pk}/accept/").status_code == 404
    assert figures()["mentor"] is None
    assert "fewer than five" in as_(dora).get("/mentoring/figures/").text
    assert as_(cleo).get("/mentoring/figures/").status_code == 403


def test_figures_begin_at_five(person, dora):
    for number in range(5):
        assert figures()["mentor"] is None
        actions.enrol(person(f"Eve {number}"), side="mentor", about="Glue", from_on=TODAY())
    assert figures()["mentor"] == 5


def test_all_mentors_are_on_some_page_and_a_page_costs_the_same_however_many_there_are(person, ben, as_):
    browser, asked = as_(ben), []
    for more in (2, 28):
        for number in range(more):
            actions.enrol(person(f"Eve {more} {number}"), side="mentor", about="Glue", from_on=TODAY())
        with CaptureQueriesContext(connection) as cost:
            first = browser.get("/mentoring/?q=glue")
        asked.append(len(cost))
    assert asked[0] == asked[1] <= 11
    assert "?side=mentor&amp;q=glue&amp;page=2" in first.text
    shown = [card.enrolment.person.name for page in (1, 2) for card in board(ben, "mentor", "glue", page).cards]
    assert len(shown) == len(set(shown)) == 30
    assert browser.get("/mentoring/?page=3").status_code == browser.get("/mentoring/?page=x").status_code == 404


def test_what_is_hidden_over_or_of_those_who_left_is_nobodys_to_see(offer, ana, ben):
    actions.hide(ana, offer)
    assert names(ben) == []
    actions.show(ana, offer)
    for change in ({"until_on": TODAY() - dt.timedelta(days=1)}, {"until_on": TODAY()}):
        Enrolment.objects.update(**change)
        assert bool(names(ben)) == (change["until_on"] == TODAY())
    ana.is_active = False
    ana.save()
    assert names(ben) == []


def test_nobody_is_pressed(offer, ana, ben, person):
    one = actions.ask(ben, offer, words=WORDS)
    with pytest.raises(NotAllowed, match="already"):
        actions.ask(ben, offer, words=WORDS)
    actions.answer(ana, one, verb="decline")
    with pytest.raises(NotAllowed, match="some weeks"):
        actions.ask(ben, offer, words=WORDS)
    others = [actions.enrol(person(f"Eve {n}"), side="mentor", about="Glue", from_on=TODAY()) for n in range(3)]
    for other in others[:2]:
        actions.ask(ben, other, words=WORDS)
    with pytest.raises(NotAllowed, match="tomorrow"):
        actions.ask(ben, others[2], words=WORDS)
    Mentorship.objects.update(asked_at=timezone.now() - dt.timedelta(days=31))
    actions.ask(ben, offer, words=WORDS)


def test_time_reminds_once_of_what_waits_and_of_what_goes_on(offer, ana, ben):
    one = actions.ask(ben, offer, words=WORDS)
    remind_of_mentoring.call()
    assert told(ana) == ["mentoring.asked"]
    for _twice in range(2):
        Mentorship.objects.exclude(remind_at=None).update(remind_at=timezone.now())
        remind_of_mentoring.call()
    assert told(ana) == ["mentoring.asked", "mentoring.reminded"]
    actions.answer(ana, one, verb="accept")
    Mentorship.objects.update(remind_at=timezone.now())
    remind_of_mentoring.call()
    assert told(ben) == ["mentoring.accepted", "mentoring.reminded"]


@pytest.mark.parametrize(
    "said", [{"about": " , "}, {"capacity": 0}, {"capacity": 11}, {"side": "boss"}, {"until_on": dt.date(2020, 1, 1)}]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(said, ana):
    with pytest.raises(NotPossible):
        actions.enrol(ana, **{"side": "mentor", "about": "Glue", "from_on": TODAY(), **said})


def test_one_enrols_with_the_form_and_says_more_later(ben, as_):
    browser = as_(ben)
    form = {"about": "Glue; glue, Grants", "from_on": "2026-01-01", "capacity": "2", "words": "Calls"}
    assert browser.post("/mentoring/enrol/mentor/", form).status_code == 302
    assert browser.post("/mentoring/enrol/mentor/", form | {"capacity": "3"}).status_code == 302
    assert [(one.about, one.capacity) for one in Enrolment.objects.all()] == [("Glue, glue, Grants", 3)]
    assert 'value="2026-01-01"' in browser.get("/mentoring/enrol/mentor/").text
    assert browser.post("/mentoring/enrol/mentor/", form | {"about": ""}).status_code == 422
    assert browser.get("/mentoring/enrol/boss/").status_code == 404


def test_subjects_and_skills_are_ticked_and_the_rest_is_written(ben, as_):
    begin(None)
    browser, form = as_(ben), {"about": "Glue", "pick_about": ["skill:mentoring"], "from_on": "2026-01-01"}
    assert browser.post("/mentoring/enrol/mentee/", form).status_code == 302
    assert Enrolment.objects.get().subjects == ["Mentoring", "Glue"]
    page = browser.get("/mentoring/enrol/mentee/").text
    assert 'value="skill:mentoring" checked' in page
    assert 'value="Glue"' in page
    assert browser.post("/mentoring/enrol/mentee/", form | {"about": "Glue " * 59}).status_code == 422
