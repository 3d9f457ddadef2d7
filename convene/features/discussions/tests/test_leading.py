"""What leaders have: announcements, slow mode, a topic in short."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions import actions, rules
from convene.features.discussions.models import Post, Topic
from convene.lib.errors import NotAllowed, NotPossible, TooMuch

NEW = {"kind": "announcement", "title": "We meet", "body": "On Monday."}


@pytest.fixture
def eve(person, community):
    return person("Eve Ito", community)


def test_an_announcement_reaches_every_member_but_who_left_or_is_suspended(
    ana, ben, eve, cleo, person, community, as_
):
    gone, out = person("Gil Left", community), person("Sol Out", community)
    community.memberships.filter(person=gone).delete()
    User.objects.filter(pk=out.pk).update(suspended_at=timezone.now())
    topic = actions.announce(ana, community, title="We meet", body="On Monday.")
    told = Notification.objects.filter(reason="announced").values_list("person__name", flat=True)
    assert sorted(told) == ["Ben Osei", "Eve Ito"]
    assert "announced" in as_(ben).get("/notifications/").text
    assert "Announcement" in as_(ben).get(f"/c/{community.slug}/").text
    assert "Announcement" in as_(ben).get(topic.get_absolute_url()).text


@pytest.mark.parametrize("who", ["ben", "cleo", "dora"])
def test_only_leaders_who_belong_announce(who, ana, community, request, as_):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        actions.announce(actor, community, title="We meet", body="On Monday.")
    with pytest.raises(NotAllowed):
        actions.start(actor, community, title="We meet", body="On Monday.", kind="announcement")
    assert as_(actor).post(f"/c/{community.slug}/new/", NEW).status_code in {403, 422}
    assert not Topic.objects.exists()


def test_there_are_few_announcements_a_month_and_the_next_is_named(ana, ben, community, as_):
    page = as_(ana).get(f"/c/{community.slug}/new/?kind=announcement").text
    assert "whatever they follow" in page
    for number in range(4):
        assert as_(ana).post(f"/c/{community.slug}/new/", NEW | {"title": f"Number {number}"}).status_code == 302
    first = Topic.objects.order_by("pk").first()
    Topic.objects.filter(pk=first.pk).update(created_at=timezone.now() - dt.timedelta(days=29))
    refused = as_(ana).post(f"/c/{community.slug}/new/", NEW)
    assert refused.status_code == 422
    assert "The next is possible on" in refused.text
    with pytest.raises(NotPossible, match="The next is possible on"):
        actions.announce(ana, community, title="We meet", body="On Monday.")
    Topic.objects.filter(pk=first.pk).update(created_at=timezone.now() - dt.timedelta(days=31))
    assert as_(ana).post(f"/c/{community.slug}/new/", NEW).status_code == 302


def test_an_announcement_sent_twice_is_one(ana, ben, community, as_):
    form = NEW | {"key": "0b7d1ecb-5b4a-4f0e-9a3e-2f6f0a8a1c11", "without_replies": "on"}
    for _again in range(2):
        assert as_(ana).post(f"/c/{community.slug}/new/", form).status_code == 302
    assert Notification.objects.filter(reason="announced").count() == 1
    assert rules.may_reply(ben, Topic.objects.get()).reason == "Replies are off for this announcement."


def test_in_slow_mode_a_person_waits_and_those_who_keep_order_do_not(topic, ana, ben, eve, as_):
    actions.slow_down(ana, topic, minutes=60)
    assert "one person posts once in 60 minutes" in as_(eve).get(topic.get_absolute_url()).text
    actions.reply(eve, topic, body="First.")
    with pytest.raises(TooMuch, match="You can post again at"):
        actions.reply(eve, topic, body="Second.")
    assert "You can post again at" in as_(eve).get(topic.get_absolute_url()).text
    held = as_(eve).post(f"{topic.get_absolute_url()}reply/", {"body": "A thought that must not be lost."})
    assert held.status_code == 429
    assert "A thought that must not be lost." in held.text
    for _again in range(2):
        actions.reply(ana, topic, body="I keep order.")
    Post.objects.filter(author=eve).update(created_at=timezone.now() - dt.timedelta(minutes=61))
    actions.reply(eve, topic, body="Second.")
    actions.slow_down(ana, topic, minutes=0)
    actions.reply(eve, topic, body="Third.")


def test_a_post_that_was_accepted_is_no_second_one_in_slow_mode(topic, ana, eve):
    actions.slow_down(ana, topic, minutes=60)
    key = uuid.UUID("0b7d1ecb-5b4a-4f0e-9a3e-2f6f0a8a1c11")
    assert actions.reply(eve, topic, body="Once.", key=key).pk == actions.reply(eve, topic, body="Once.", key=key).pk


@pytest.mark.parametrize("minutes", [-1, 7, 100_000])
def test_slow_mode_has_a_few_speeds(minutes, topic, ana, ben, as_):
    with pytest.raises(NotPossible):
        actions.slow_down(ana, topic, minutes=minutes)
    assert as_(ana).post(f"{topic.get_absolute_url()}slow/", {"minutes": str(minutes)}).status_code == 422
    with pytest.raises(NotAllowed):
        actions.slow_down(ben, topic, minutes=60)


def test_a_topic_in_short_stands_on_top_and_says_what_it_rests_on(topic, ana, ben, as_):
    for number in range(2, 5):
        actions.reply(ana, topic, body=f"Reply {number}.")
    here = f"{topic.get_absolute_url()}in-short/"
    assert as_(ana).post(here, {"body": "**Warm them up** first.", "posts": "#2, 4"}).status_code == 302
    assert Notification.objects.get(person=ben, reason="watching", entry__verb="discussions.summed_up")
    actions.reply(ben, topic, body="Thank you.")
    page = as_(ben).get(topic.get_absolute_url()).text
    assert page.index("<strong>Warm them up</strong>") < page.index('id="post-1"')
    assert "Summed up by Ana Lima" in page
    assert "1 post has come since" in page
    assert f'{topic.get_absolute_url()}4/">4</a>' in page
    as_(ana).post(here, {"body": "Calibrate **twice**.", "posts": ""})
    earlier = as_(ben).get(f"{here}history/").text
    assert "Warm them up" in earlier
    as_(ana).post(f"{here}remove/")
    assert "Summed up by" not in as_(ben).get(topic.get_absolute_url()).text
    assert "Warm them up" in as_(ben).get(f"{here}history/").text


@pytest.mark.parametrize("posts", ["99", "two", "-1", "1 " * 90, "9999999"])
def test_a_summary_rests_on_posts_that_are_there(posts, topic, ana, as_):
    held = as_(ana).post(f"{topic.get_absolute_url()}in-short/", {"body": "Short.", "posts": posts})
    assert held.status_code == (302 if posts == "1 " * 90 else 422)
    assert topic.summaries.exists() is (posts == "1 " * 90)


def test_members_do_not_sum_up(topic, ben, as_):
    with pytest.raises(NotAllowed):
        actions.sum_up(ben, topic, body="Mine.")
    assert as_(ben).post(f"{topic.get_absolute_url()}in-short/", {"body": "Mine."}).status_code == 403


def test_posts_that_are_split_off_are_no_announcement(topic, ana, community):
    post = actions.reply(ana, topic, body="By the way.")
    with pytest.raises(NotPossible, match="a discussion or a question"):
        actions.split(ana, topic, community, numbers=[post.number], title="News", kind="announcement")
    assert Topic.objects.count() == 1
