"""Something is asked, people vote and say why, it closes, the outcome is written, and somebody comes back to it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from convene.core.communities.models import Membership
from convene.core.notifications.actions import choose_mail
from convene.core.notifications.letters import stop_address
from convene.core.notifications.models import Notification
from convene.core.outbox.worker import work_off
from convene.core.people.models import User
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Topic
from convene.features.polls import actions, queries
from convene.features.polls.models import Outcome, Poll, Stance
from convene.features.polls.schedule import ask_for_review, close_what_is_over, remind_undecided
from convene.lib.errors import NotAllowed, NotPossible

AGREE, DISAGREE, ABSTAIN, BLOCK = ({word: 1} for word in ("agree", "disagree", "abstain", "block"))


def told(person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("entry__verb", flat=True))


def result(poll):
    poll = Poll.objects.get(pk=poll.pk)
    return queries.results_of(poll, queries.votes_of(poll), poll.eligible_count or queries.voters(poll).count())


def after(**time):
    return time_machine.travel(timezone.now() + dt.timedelta(**time), tick=False)


def test_from_the_question_to_the_outcome_and_back_to_it(ask, ana, ben, cleo, six, as_):
    poll = ask(quorum=40)
    assert told(ben) == ["polls.opened"]
    assert told(cleo) == told(ana) == []
    page = as_(ben).post(f"/polls/{poll.pk}/vote/", {"answer": "agree", "reason": "They gather dust."})
    assert page.headers["Location"] == f"/polls/{poll.pk}/"
    actions.vote(six[0], poll, choices=DISAGREE, reason="They break.")
    actions.vote(six[1], poll, choices=AGREE)
    actions.vote(six[2], poll, choices=ABSTAIN)
    shown = as_(ana).get(f"/polls/{poll.pk}/").text
    assert "They gather dust." in shown
    assert "The threshold is reached: 2 of 3 agree." in shown
    with after(days=8):
        close_what_is_over.call()
        close_what_is_over.call()  # safe to run twice
        assert told(ben)[-1] == "polls.closed"
        with pytest.raises(NotAllowed, match="closed"):
            actions.vote(ben, poll, choices=DISAGREE)
        with pytest.raises(NotAllowed):
            actions.conclude(ben, poll, text="We do.")
        mail.outbox.clear()
        as_(ana).post(f"/polls/{poll.pk}/outcome/", {"text": "We lend **two**.", "review_on": "2030-01-01"})
        work_off()
        assert told(ben)[-1] == "polls.concluded"
        assert told(six[5]) == ["polls.opened"], "an outcome is published to those who took part"
        assert {one.to[0] for one in mail.outbox} == {one.email for one in (ana, ben, *six[:3])}
        assert "We lend **two**." in mail.outbox[0].body
        assert "<strong>two</strong>" in as_(ben).get(f"/polls/{poll.pk}/").text


def test_an_outcome_comes_back_on_its_day_and_its_reviews_stay(ask, ana, ben):
    poll = ask()
    actions.vote(ben, poll, choices=AGREE)
    actions.close(ana, poll)
    day = timezone.localdate() + dt.timedelta(days=30)
    actions.conclude(ana, poll, text="We lend them.", review_on=day)
    ask_for_review.call()
    assert "polls.review_due" not in told(ana)
    with after(days=31):
        ask_for_review.call()
        ask_for_review.call()
        assert told(ana).count("polls.review_due") == 1
        with pytest.raises(NotPossible, match="what has changed"):
            actions.review(ana, poll, state="adjusted")
        actions.review(ana, poll, state="adjusted", words="Two at a time.", review_on=day + dt.timedelta(days=90))
        assert told(ben)[-1] == "polls.reviewed"
        outcome = Outcome.objects.get()
        assert [(one.state, one.words) for one in outcome.reviews.all()] == [("adjusted", "Two at a time.")]
        assert not outcome.is_due


def test_the_undecided_are_reminded_once_a_day_before_unless_they_want_no_mail(ask, ana, ben, six, as_):
    poll = ask()
    actions.vote(ben, poll, choices=AGREE)
    Membership.objects.filter(person=six[0]).update(mail="nothing")
    as_(ben).post(stop_address(six[1].pk, "polls").removeprefix("http://testserver"), {})
    choose_mail(six[2], about="polls", by_mail=False)
    User.objects.filter(pk=six[4].pk).update(time_zone="Asia/Tokyo")
    remind_undecided.call()
    assert not mail.outbox
    with after(days=6, hours=1):
        remind_undecided.call()
        remind_undecided.call()
        work_off()
    assert told(ben) == ["polls.opened"]
    assert told(six[0]) == ["polls.opened", "polls.reminded"]
    letter = mail.outbox[0].body
    assert f"/polls/{poll.pk}/" in letter
    assert poll.details in letter
    (there,) = (one.body for one in mail.outbox if one.to == [six[4].email])
    assert f"{poll.closes_at.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in there
    assert {one.to[0] for one in mail.outbox} >= {ana.email, *(one.email for one in six[3:])}
    assert {one.to[0] for one in mail.outbox}.isdisjoint({one.email for one in (ben, *six[:3])})


def test_a_vote_is_changed_until_closing_and_counts_once(ask, ben):
    poll = ask()
    for choice in (AGREE, DISAGREE, AGREE):
        actions.vote(ben, poll, choices=choice, reason="So.")
    assert Stance.objects.count() == Poll.objects.get().voter_count == 1
    assert result(poll).standing.agree == 1


@pytest.mark.parametrize("choices", [{}, {"maybe": 1}, {"agree": 2}, {"agree": 1, "disagree": 1}, BLOCK])
def test_only_one_of_the_answers_is_a_vote(choices, ask, ben):
    with pytest.raises(NotPossible):
        actions.vote(ben, ask(), choices=choices)


def test_what_it_takes_is_frozen_with_the_first_vote(ask, ana, ben, as_):
    poll = ask(threshold="two_thirds", quorum=50)
    actions.change(ana, poll, threshold="half", quorum=10)
    actions.vote(ben, poll, choices=AGREE)
    for terms in ({"threshold": "all"}, {"quorum": 90}, {"title": "Sell the kits"}, {"is_hidden": True}):
        with pytest.raises(NotPossible, match="stays as they saw it"):
            actions.change(ana, poll, **terms, closes_at=poll.closes_at)
    with pytest.raises(NotPossible, match="not less"):
        actions.change(ana, poll, closes_at=poll.closes_at - dt.timedelta(days=1))
    actions.change(ana, poll, closes_at=poll.closes_at + dt.timedelta(days=1))
    assert "Give it more time" in as_(ana).get(f"/polls/{poll.pk}/").text
    with pytest.raises(NotAllowed, match="whoever asked"):
        actions.change(ben, poll, closes_at=poll.closes_at + dt.timedelta(days=9))


def test_a_block_stops_a_proposal_that_can_be_blocked(ask, ben, six):
    poll = ask(allows_block=True)
    for one in six:
        actions.vote(one, poll, choices=AGREE)
    assert result(poll).standing.is_carried
    actions.vote(ben, poll, choices=BLOCK, reason="The insurer says no.")
    assert not result(poll).standing.is_carried


def test_hidden_results_are_hidden_from_whoever_asked_too(ask, ana, ben, as_):
    poll = ask(is_hidden=True)
    actions.vote(ben, poll, choices=DISAGREE, reason="zqreason")
    for who in (ana, ben):
        assert "shown once it has closed" in as_(who).get(f"/polls/{poll.pk}/").text
    assert "zqreason" not in as_(ana).get(f"/polls/{poll.pk}/").text
    actions.close(ana, poll)
    assert "zqreason" in as_(ana).get(f"/polls/{poll.pk}/").text


def test_a_poll_is_never_called_a_decision(ask, ana, as_):
    for kind in ("sense_check", "proposal"):
        poll = ask(kind=kind)
        page = as_(ana).get(f"/polls/{poll.pk}/").text
        assert "decision" not in page.casefold()
        assert "Outcome" not in page


def test_members_ask_from_a_topic_and_leaders_from_anywhere(ask, ana, ben, cleo, topic, community, listed):
    with pytest.raises(NotAllowed, match="Ask from a topic"):
        ask(by=ben)
    with pytest.raises(NotAllowed, match="Join"):
        ask(by=cleo, topic=topic)
    poll = ask(by=ben, topic=topic)
    assert not poll.tells_all
    assert Topic.objects.get().asked_count == 1
    with pytest.raises(NotPossible):
        ask(place=listed, topic=topic)
    actions.close(ben, poll)
    assert Topic.objects.get().asked_count == 0


def test_what_is_asked_from_a_topic_reaches_those_who_follow_it(ask, ana, ben, six, topic, as_):
    discussions.follow(six[0], topic, level="watching")
    poll = ask(by=ben, topic=topic)
    assert told(six[0])[-1] == "polls.opened"
    assert "polls.opened" not in told(six[1])
    actions.vote(six[1], poll, choices=AGREE)  # may vote all the same
    page = as_(six[1]).get(topic.get_absolute_url()).text
    assert f"/polls/?topic={topic.pk}" in page
    assert poll.title in as_(six[1]).get(f"/polls/?topic={topic.pk}").text


def test_it_is_taken_back_while_nobody_has_voted_and_taken_down_by_those_who_keep_order(ask, ana, ben, topic, as_):
    first, second = (ask(by=ben, topic=topic) for _ in range(2))
    actions.withdraw(ben, first)
    assert as_(ben).get(f"/polls/{first.pk}/").status_code == 404
    actions.vote(ana, second, choices=AGREE)
    with pytest.raises(NotAllowed, match="voted already"):
        actions.withdraw(ben, second)
    actions.withdraw(ana, second)
    assert Topic.objects.get().asked_count == 0


@pytest.mark.parametrize(
    "terms",
    [
        {"title": " "}, {"details": ""}, {"quorum": 101}, {"threshold": "most"}, {"is_anonymous": True},
        {"closes_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, {"kind": "duel"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_sentence(terms, ask):
    with pytest.raises(NotPossible):
        ask(**terms)


def test_it_is_asked_with_the_form(ana, ben, community, as_):
    browser = as_(ana)
    assert "Sense check" in browser.get("/polls/new/?community=citizen-science").text
    address = "/polls/new/?community=citizen-science&kind=proposal"
    said = {"title": "Lend the kits", "details": "All.", "threshold": "all", "quorum": "20", "closes_at": "2030-01-01T10:00"}
    assert browser.post(address, said | {"title": ""}).status_code == 422
    with time_machine.travel(dt.datetime(2029, 12, 1, tzinfo=dt.UTC), tick=False):
        assert as_(ana).post(address, said).status_code == 302
    poll = Poll.objects.get()
    assert (poll.threshold, poll.quorum, poll.community) == ("all", 20, community)
    assert as_(ben).get("/polls/new/?community=citizen-science").status_code == 403
    assert browser.get("/polls/new/?community=none").status_code == 404
