"""What the pages of dialogues and polls cost, however much there is on them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from test_page_costs import queries

from convene.features.dialogues import actions as dialogues
from convene.features.dialogues.models import Dialogue, Verdict
from convene.features.dialogues.tasks import draw_all
from convene.features.dialogues.tests.conftest import said
from convene.features.dialogues.tests.towns import ONE, OTHER, vote_as
from convene.features.polls import actions as polls


def held(ana, community, many: int) -> Dialogue:
    """A dialogue with as many statements of each kind, ballots, and decisions."""
    here = dialogues.convene(ana, community, said=said(question=f"What of {many}?"), seeds=[f"Seed number {n}" for n in range(9 + many)])
    dialogues.publish(ana, here)
    vote_as(here, ONE, 8 * many)
    vote_as(here, OTHER, 7 * many, seed=2)
    for verdict in ("waiting", "shown", "refused"):
        for number in range(many):
            made = dialogues.say(ana, here, here.ballots.first().pk, text=f"{verdict} thought number {number}")
            if verdict != Verdict.WAITING:
                dialogues.decide(ana, here, statements=[made.pk], verdict=verdict, reason="question")
    draw_all()
    return here


CEILINGS = {
    "": 3, "say/": 3, "mine/": 5, "results/": 5, "report/": 4, "log/": 4, "queue/": 3, "queue/?show=refused": 3,
    "watch/": 6, "manage/": 3, "edit/": 2,
}  # fmt: skip


def test_the_pages_of_a_dialogue_cost_few_queries_however_much_is_said(ana, community, as_):
    asked = []
    for many in (1, 4):
        here, browser = held(ana, community, many), as_(ana)
        path = here.get_absolute_url()
        browser.post(f"{path}begin/")
        asked.append({page: queries(browser, f"{path}{page}")[0] for page in CEILINGS})
    assert asked[0] == asked[1]
    assert {page: number for page, number in asked[0].items() if number > CEILINGS[page]} == {}, asked[0]


@pytest.mark.parametrize("path", ["/dialogues/", "/dialogues/?community=citizen-science", "/polls/", "/polls/?community=citizen-science"])
def test_lists_cost_the_same_however_long_they_are(path, ana, ben, community, as_):
    asked, over = [], timezone.now() + dt.timedelta(days=7)
    for more in (2, 6):
        for number in range(more):
            here = dialogues.convene(ana, community, said=said(question=f"{more} and {number}?"), seeds=["A one", "B two", "C three"])
            dialogues.publish(ana, here)
            for kind in ("sense_check", "proposal"):
                one = polls.ask(ana, community, kind=kind, title=f"{kind} {number}", details="Words.", closes_at=over)
                if number % 2:
                    polls.vote(ben, one, choices={next(iter(one.answers)): 1})
                    polls.close(ana, one)
        asked.append([queries(as_(ana), path)[0], queries(as_(ben), path)[0]])
        asked[-1].append(queries(Client(), path)[0] if path.startswith("/dialogues/") else 0)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 5, asked


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_a_poll_costs_few_queries_however_many_vote_and_review(is_anonymous, ana, community, person, as_):
    asked = []
    for more in (6, 14):
        people = [person(f"Voter {more} {number}", community) for number in range(more)]
        over = timezone.now() + dt.timedelta(days=7)
        terms = {"title": f"Lend {more}", "details": "We lend them.", "closes_at": over, "is_anonymous": is_anonymous}
        poll = polls.ask(ana, community, kind="proposal", **terms)
        for one in people:
            polls.vote(one, poll, choices={"agree": 1}, reason=f"Since {one.name} says so.", word=f"w{one.pk}")
        costs = [queries(as_(people[0]), poll.get_absolute_url())[0]]
        polls.close(ana, poll)
        polls.conclude(ana, poll, text="We do.", review_on=None)
        poll.refresh_from_db()
        for _review in range(more // 3):
            polls.review(ana, poll, state="stands", words="It works.")
        costs.append(queries(as_(ana), poll.get_absolute_url())[0])
        asked.append(costs)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 5, asked
