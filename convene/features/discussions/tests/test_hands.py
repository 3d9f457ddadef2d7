"""Shows of hands: asked, voted in, closed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.discussions import actions, rules, schedule
from convene.features.discussions.models import ShowOfHands, Stance
from convene.lib.errors import NotAllowed, NotPossible

OPTIONS = ["Tuesday", "Wednesday", "Never"]


@pytest.fixture
def hands(ben, topic) -> ShowOfHands:
    """Ben asks for a day."""
    return actions.add_hands(ben, topic.posts.get(), question="Which day?", options=OPTIONS)


@pytest.fixture
def asking(ben, topic, as_):
    """Asks by the page; gives the answer."""

    def ask(**fields):
        told = {"question": "Which day?", "options": "\n".join(OPTIONS), "how_many": "one", "shows": "always",
                "is_named": "no"}  # fmt: skip
        return as_(ben).post(f"{topic.get_absolute_url()}1/hands/", told | fields)

    return ask


def found(hands: ShowOfHands) -> tuple[list[int], int, int]:
    hands.refresh_from_db()
    return hands.counts, hands.voter_count, hands.undecided_count


def test_a_vote_is_counted_once_however_often_it_is_changed(hands, ana, ben):
    actions.vote(ana, hands, choices=[0])
    actions.vote(ana, hands, choices=[0])
    assert found(hands) == ([1, 0, 0], 1, 0)
    actions.vote(ana, hands, choices=[2])
    actions.vote(ben, hands, choices=[])
    assert found(hands) == ([0, 0, 1], 2, 1)
    actions.take_back_vote(ana, hands)
    actions.take_back_vote(ana, hands)
    assert found(hands) == ([0, 0, 0], 1, 1)


def test_the_database_keeps_one_vote_a_person(hands, ana):
    actions.vote(ana, hands, choices=[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(hands=hands, person=ana, choices=[1])


def test_as_many_options_are_chosen_as_the_show_of_hands_says(topic, ben, ana):
    hands = actions.add_hands(ben, topic.posts.get(), question="Which days?", options=OPTIONS, least=2, most=2)
    for choices, words in (([0], "Choose 2 options"), ([0, 1, 2], "Choose 2 options"), ([0, 7], "no such option")):
        with pytest.raises(NotPossible, match=words):
            actions.vote(ana, hands, choices=choices)
    actions.vote(ana, hands, choices=[0, 1])
    assert found(hands) == ([1, 1, 0], 1, 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"options": [str(n) for n in range(500)]}, "at most 20 options and this one has 500"),
        ({"options": ["Only one"]}, "at least two options"),
        ({"options": ["Yes", " yes "]}, "are the same"),
        ({"options": ["a" * 201, "b"]}, "200 characters"),
        ({"question": "  "}, "Write the question"),
        ({"most": 4}, "numbers of choices"),
        ({"least": 2}, "numbers of choices"),
        ({"closes_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "in the future"),
        ({"closes_at": dt.datetime(9999, 12, 31, tzinfo=dt.UTC)}, "within a year"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_one_sentence(given, words, topic, ben):
    with pytest.raises(NotPossible, match=words):
        actions.add_hands(ben, topic.posts.get(), **({"question": "Which day?", "options": OPTIONS} | given))
    assert not ShowOfHands.objects.exists()


def test_a_post_holds_one_show_of_hands_which_its_author_adds(hands, topic, ana, ben):
    with pytest.raises(NotAllowed):
        actions.add_hands(ana, topic.posts.get(), question="Which day?", options=OPTIONS)
    with pytest.raises(NotPossible, match="one show of hands"):
        actions.add_hands(ben, topic.posts.get(), question="Which day?", options=OPTIONS)


def test_members_vote_and_nobody_else(hands, cleo, dora, nobody):
    for outsider in (cleo, dora):
        with pytest.raises(NotAllowed, match="Join"):
            actions.vote(outsider, hands, choices=[0])
    assert not rules.may_vote(nobody, hands)


@pytest.mark.parametrize(
    ("shows", "before", "after", "closed"),
    [("always", True, True, True), ("voted", False, True, True), ("closed", False, False, True)],
)
def test_results_are_shown_when_the_show_of_hands_says(shows, before, after, closed, topic, ana, ben, as_):
    hands = actions.add_hands(ben, topic.posts.get(), question="Which day?", options=OPTIONS, shows=shows)
    actions.vote(ben, hands, choices=[1])
    browser, drawn = as_(ana), 'class="bars"'
    assert (drawn in browser.get(topic.get_absolute_url()).text) is before
    assert browser.post(f"{topic.get_absolute_url()}1/hands/vote/", {"choice": "0"}).status_code == 302
    assert (drawn in browser.get(topic.get_absolute_url()).text) is after
    actions.close_hands(ben, hands)
    assert (drawn in browser.get(topic.get_absolute_url()).text) is closed


def test_who_chose_what_is_seen_where_it_was_said_before(topic, ana, ben, as_, client):
    post = topic.posts.get()
    hands = actions.add_hands(ben, post, question="Which day?", options=OPTIONS, is_named=True, shows="voted")
    votes = f"{topic.get_absolute_url()}1/hands/votes/"
    assert "Your name will stand beside what you choose." in as_(ana).get(topic.get_absolute_url()).text
    actions.vote(ben, hands, choices=[1])
    assert as_(ana).get(votes).status_code == 403
    actions.vote(ana, hands, choices=[])
    assert "Ben Osei" in as_(ana).get(votes).text
    assert client.get(votes).status_code == 403
    ShowOfHands.objects.update(is_named=False)
    assert as_(ana).get(votes).status_code == 403


def test_the_ledger_does_not_say_what_somebody_voted_for(hands, ana):
    actions.vote(ana, hands, choices=[2])
    line = Entry.objects.get(verb="discussions.voted")
    assert line.facts == {"topic": hands.post.topic_id, "hands": hands.pk}


def test_a_hands_closes_at_its_date_and_tells_those_who_voted(hands, ana, ben, as_):
    actions.vote(ana, hands, choices=[0])
    ShowOfHands.objects.update(closes_at=timezone.now() - dt.timedelta(seconds=1))
    hands.refresh_from_db()
    with pytest.raises(NotAllowed, match="has closed"):
        actions.vote(ben, hands, choices=[0])
    assert (schedule.close_hands.call(), schedule.close_hands.call()) == (1, 0)
    hands.refresh_from_db()
    assert hands.closed_at == hands.closes_at
    told = Notification.objects.filter(reason="voted").values_list("person__name", flat=True)
    assert sorted(told) == ["Ana Lima", "Ben Osei"]
    assert "has closed" in as_(ana).get("/notifications/").text


def test_a_hands_that_somebody_voted_in_is_closed_and_not_removed(hands, ana, ben, topic):
    actions.vote(ana, hands, choices=[0])
    with pytest.raises(NotPossible, match="voted already"):
        actions.remove_hands(ben, hands)
    actions.take_back_vote(ana, hands)
    actions.remove_hands(ben, hands)
    topic.refresh_from_db()
    assert (topic.hands_count, ShowOfHands.objects.exists()) == (0, False)


def test_a_hands_goes_with_a_post_that_is_taken_down(topic, ana, ben, as_):
    post = actions.reply(ben, topic, body="And when?")
    hands = actions.add_hands(ben, post, question="Which day?", options=OPTIONS)
    actions.hide_post(ana, post)
    assert "Which day?" not in as_(ana).get(topic.get_absolute_url()).text
    assert as_(ana).post(f"{topic.get_absolute_url()}2/hands/vote/", {"choice": "0"}).status_code == 404
    assert found(hands)[1] == 0


def test_a_topic_begins_with_its_hands_or_not_at_all(ben, community, as_):
    here = f"/c/{community.slug}/new/"
    form = {"kind": "discussion", "title": "A day", "body": "When?", "key": "0b7d1ecb-5b4a-4f0e-9a3e-2f6f0a8a1c11"}
    hands = {"hands-question": "Which day?", "hands-how_many": "several", "hands-shows": "voted",
            "hands-is_named": "no"}  # fmt: skip
    refused = as_(ben).post(here, form | hands | {"hands-options": "One"})
    assert (refused.status_code, community.topics.count()) == (422, 0)
    assert "at least two options" in refused.text
    for _again in range(2):
        assert as_(ben).post(here, form | hands | {"hands-options": "One\nTwo\n\nThree"}).status_code == 302
    made = ShowOfHands.objects.get()
    assert (made.options, made.most, community.topics.count()) == (["One", "Two", "Three"], 3, 1)


def test_the_page_says_what_a_form_lacks(asking, topic, as_, ben):
    assert as_(ben).get(f"{topic.get_absolute_url()}1/hands/").status_code == 200
    many = asking(options="\n".join(map(str, range(500))))
    assert many.status_code == 422
    assert "this one has 500" in many.text
    assert asking(closes_at="9999-12-31T23:59").status_code == 422
    assert asking(closes_at="0001-01-01T00:00").status_code == 422
    assert asking(shows="never").status_code == 422
    assert asking().status_code == 302
    here = f"{topic.get_absolute_url()}1/hands/vote/"
    assert as_(ben).post(here, {"choice": "9"}).status_code == 422
    assert as_(ben).post(here, {}).status_code == 422
    assert as_(ben).post(here, {"undecided": "on"}).status_code == 302
    assert "Undecided" in as_(ben).get(topic.get_absolute_url()).text
