"""Reporting: one each, enough of them hide, everybody hears what was decided and nobody hears who it was."""

from __future__ import annotations

import datetime as dt

import pytest

from convene.core.moderation import actions
from convene.core.moderation.models import Decision, Item, Report
from convene.core.moderation.queries.figures import quarters
from convene.core.notifications.models import Notification
from convene.core.notifications.queries import board
from convene.features.discussions.actions import edit, reply
from convene.features.discussions.models import Post, Topic
from convene.features.discussions.moderated import POSTS
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def post(ana, ben, topic):
    """A reply of Ben's."""
    return reply(ben, topic, body="Buy *these* pills.")


@pytest.fixture
def three(person, community):
    """Members who may report."""
    return [person(f"Reader {word}", community) for word in ("One", "Two", "Three")]


def tell(actor, post, **fields):
    return actions.report(actor, POSTS.find(actor, post.pk), **{"reason": "spam", **fields})


def reasons(person):
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("reason", flat=True))


def test_a_report_reaches_the_moderators_and_never_the_author(ana, ben, cleo, mona, post):
    tell(cleo, post, words="It sells something.")
    assert reasons(mona) == ["waiting"]
    assert not reasons(ben)
    assert not Report.objects.visible_to(ben).exists()
    assert Report.objects.visible_to(mona).get().words == "It sells something."


def test_each_person_reports_a_post_once(cleo, post):
    tell(cleo, post)
    with pytest.raises(NotPossible, match="already"):
        tell(cleo, post)
    assert Report.objects.count() == 1


def test_nobody_reports_what_they_wrote_or_cannot_read(ben, cleo, hidden, ana, post):
    with pytest.raises(NotAllowed):
        tell(ben, post)
    assert POSTS.find(cleo, -1) is None


def test_something_else_needs_words(cleo, post):
    with pytest.raises(NotPossible):
        tell(cleo, post, reason="other")


def test_enough_reports_hide_a_post_until_somebody_looks(ben, three, post):
    for reader in three:
        assert not Post.objects.get(pk=post.pk).hidden_at
        tell(reader, post)
    assert Post.objects.get(pk=post.pk).hidden_at
    assert reasons(ben)[-1] == "hidden"
    assert not any(line.people for group in board(ben).unread for line in group.lines if line.reason == "hidden")


@pytest.mark.parametrize(("mode", "hides"), [("none", False), ("reported", True), ("held", True)])
def test_where_reports_hide_nothing_the_post_stands(mode, hides, ana, community, three, post):
    actions.set_policy(ana, community, mode=mode)
    for reader in three:
        tell(reader, post)
    assert bool(Post.objects.get(pk=post.pk).hidden_at) == hides


def test_reports_do_not_hide_what_a_trusted_person_wrote(ana, ben, community, three, post):
    actions.set_person(ana, ben, community, mode="trusted")
    for reader in three:
        tell(reader, post)
    assert not Post.objects.get(pk=post.pk).hidden_at


def test_what_was_found_good_comes_back_and_reporters_are_told(mona, three, post):
    for reader in three:
        tell(reader, post)
    actions.approve(mona, Item.objects.get())
    assert not Post.objects.get(pk=post.pk).hidden_at
    assert all(reasons(reader) == ["answered"] for reader in three)
    assert not Report.objects.get(person=three[0]).was_taken_down


def test_what_is_refused_is_taken_down_with_its_reason_and_reporters_are_told(ben, cleo, mona, post):
    tell(cleo, post)
    with pytest.raises(NotPossible, match="why"):
        actions.refuse(mona, Item.objects.get(), reason=" ")
    actions.refuse(mona, Item.objects.get(), reason="No advertising, please.")
    assert Post.objects.get(pk=post.pk).hidden_at
    assert Item.objects.get().reason == "No advertising, please."
    assert reasons(ben)[-1] == "refused"
    assert Report.objects.get().was_taken_down


def test_two_moderators_do_not_decide_the_same_thing(ana, cleo, mona, post):
    tell(cleo, post)
    item = Item.objects.get()
    actions.approve(mona, item)
    with pytest.raises(NotPossible, match="already"):
        actions.refuse(ana, item, reason="No.")


def test_the_first_post_stands_and_falls_with_its_topic(cleo, mona, topic, community):
    tell(cleo, topic.posts.get())
    actions.refuse(mona, Item.objects.get(), reason="Not here.")
    assert Topic.objects.get().hidden_at
    community.refresh_from_db()
    assert (community.topic_count, community.unanswered_count) == (0, 0)


def test_a_later_report_opens_the_same_thing_again_as_it_reads_now(ben, cleo, mona, three, post):
    tell(cleo, post)
    actions.approve(mona, Item.objects.get())
    edit(ben, post, body="Quite other words.")
    tell(three[0], post)
    item = Item.objects.get()
    assert (item.state, item.body, item.report_count) == ("waiting", "Quite other words.", 1)
    assert [line.did for line in item.history.all()] == ["reported", "approved", "reported"]


def test_moderators_mend_the_words_of_what_stands(mona, cleo, post):
    tell(cleo, post)
    actions.approve(mona, Item.objects.get(), body="Ask your doctor.")
    post.refresh_from_db()
    assert post.body == "Ask your doctor."
    assert post.revisions.get().body == "Buy *these* pills."
    assert Item.objects.get().history.last().before == "Buy *these* pills."


def test_small_numbers_are_not_told_apart(cleo, mona, three, post):
    for reader in (cleo, three[0]):
        tell(reader, post)
    assert quarters()[0].said("reported") == "fewer than 5"
    assert quarters()[0].said("refused") == "0"


def test_a_second_look_is_taken_by_somebody_else(ana, ben, cleo, mona, post):
    tell(cleo, post)
    item = actions.refuse(mona, Item.objects.get(), reason="Advertising.")
    actions.appeal(ben, item, words="It is what our hospital uses.")
    assert reasons(ana)[-1] == "appealed"
    assert "appealed" not in reasons(mona)
    with pytest.raises(NotAllowed, match="decided this yourself"):
        actions.judge(mona, item, upholds=True, reason="Still.")
    with pytest.raises(NotAllowed, match="already"):
        actions.appeal(ben, item, words="Again.")
    actions.judge(ana, item, upholds=False, reason="You are right.")
    assert not Post.objects.get(pk=post.pk).hidden_at
    assert reasons(ben)[-1] == "overturned"


def test_where_nobody_else_can_decide_the_staff_is_told(ana, cleo, dora, post, topic):
    mine = reply(ana, topic, body="Of the only leader.")
    tell(cleo, mine)
    assert reasons(dora) == ["waiting"]


def test_moderators_do_not_learn_who_reported_what_they_wrote(ana, cleo, mona, topic, as_):
    mine = reply(mona, topic, body="Words of a moderator.")
    tell(cleo, mine, words="It sells something.")
    assert "Reported by Cleo Park" in as_(ana).get("/moderation/").text
    page = as_(mona).get("/moderation/").text
    assert "Words of a moderator." in page
    assert "Cleo Park" not in page
    assert "It sells something." not in page


def test_a_quarter_that_is_counted_in_part_is_not_shown(cleo, post):
    tell(cleo, post)
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    Decision.objects.update(at=dt.datetime(2025, 8, 25, tzinfo=dt.UTC))
    assert quarters(now) == []
    Decision.objects.update(at=dt.datetime(2025, 11, 1, tzinfo=dt.UTC))
    assert [quarter.name for quarter in quarters(now)] == ["2025, quarter 4"]
