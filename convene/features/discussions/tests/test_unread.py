"""How many posts are new to a reader: those that can be read, also where others were moved away."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.actions import posts
from convene.features.discussions.models import Post, Reading, Topic


@pytest.fixture
def kim(person, community) -> User:
    """A reader, who had read everything when she came."""
    return person("Kim Ito", community, caught_up_at=timezone.now() - dt.timedelta(hours=1))


@pytest.fixture
def talk(ana, ben, community) -> Topic:
    """Thirty posts."""
    topic = actions.start(ben, community, title="Sensors and sandwiches", body="Sensors?")
    for number in range(2, 31):
        actions.reply(ana, topic, body=f"Post {number}")
    return fresh(topic)


def fresh(topic: Topic) -> Topic:
    return Topic.objects.get(pk=topic.pk)


def away(ana: User, topic: Topic, *numbers: int) -> Topic:
    return actions.split(ana, fresh(topic), topic.community, numbers=numbers, title=f"Apart from {numbers[0]}")


def seen(browser: Client, topic: Topic) -> set[str]:
    """The number of new posts of a topic, wherever one is shown."""
    found = set()
    for page in ("/", "/mine/?show=follow", f"/c/{topic.community.slug}/"):
        row = re.findall(rf'<a class="new" href="{topic.get_absolute_url()}[^"]*">([^<]+)</a>', browser.get(page).text)
        found |= {" ".join(one.split()) for one in row} or {"none"}
    is_new = f'href="{topic.get_absolute_url()}' in browser.get("/mine/?show=new").text
    assert is_new == (found != {"none"})
    here = browser.get(topic.get_absolute_url()).text
    return found | {" ".join(f"{one} new".split()) for one in re.findall(r'id="new">(\d+) new post', here)}


def test_posts_that_were_moved_away_are_not_new_to_anybody(ana, kim, talk, as_):
    actions.follow(kim, talk, level="watching")
    actions.mark_read(kim, talk, upto=4)
    browser = as_(kim)
    assert seen(browser, talk) == {"26 new"}
    away(ana, talk, 5, 6, 7, 20)
    away(ana, talk, 2, 21)
    assert seen(browser, talk) == {"21 new"}
    assert re.search(r'id="new">.*?id="post-8"', browser.get(talk.get_absolute_url()).text, re.DOTALL)
    actions.mark_read(kim, fresh(talk), upto=19)
    assert seen(browser, talk) == {"9 new"}
    actions.reply(ana, fresh(talk), body="One more")
    assert seen(browser, talk) == {"10 new"}
    actions.mark_read(kim, fresh(talk), upto=31)
    assert seen(browser, talk) == {"none"}


def test_whoever_has_read_all_that_is_left_has_nothing_new(ana, kim, talk, as_):
    actions.follow(kim, talk, level="tracking")
    actions.mark_read(kim, talk, upto=27)
    away(ana, talk, 28, 29, 30)
    assert seen(as_(kim), talk) == {"none"}
    actions.reply(ana, fresh(talk), body="One more")
    assert seen(as_(kim), talk) == {"1 new"}


def test_whoever_comes_later_counts_what_can_be_read(ana, kim, talk, as_, community):
    made = away(ana, talk, *range(2, 12))
    actions.move_posts(ana, fresh(made), fresh(talk), numbers=[2, 3])
    assert Post.objects.filter(topic=talk).count() == 22
    assert fresh(talk).last_number == 32
    for change in ("follow", "bookmark"):
        Reading.objects.filter(person=kim).delete()
        if change == "follow":
            actions.follow(kim, fresh(talk), level="tracking")
        else:
            actions.bookmark(kim, Post.objects.get(topic=talk, number=15))
            Reading.objects.update(follow=F("follow"))
        mine = Reading.objects.get(person=kim, topic=talk)
        assert talk.last_number + 2 - mine.upto - mine.gaps == 22, change
        browser = as_(kim)
        assert {"22 new"} == {
            " ".join(one.split())
            for one in re.findall(rf'class="new" href="{talk.get_absolute_url()}[^"]*">([^<]+)<', browser.get("/").text)
        }


def test_what_came_while_somebody_was_away_is_counted_without_what_left(ana, kim, talk, as_):
    Post.objects.filter(topic=talk, number__lte=10).update(created_at=timezone.now() - dt.timedelta(days=2))
    Topic.objects.filter(pk=talk.pk).update(created_at=timezone.now() - dt.timedelta(days=2))
    away(ana, talk, 11, 12, 13)
    assert re.findall(r'class="new"[^>]*>\s*(\d+) new', as_(kim).get("/").text) == ["17", "3"]


def test_marking_all_read_leaves_no_gaps_behind(ana, kim, talk, as_):
    actions.mark_read(kim, talk, upto=1)
    away(ana, talk, 3, 5)
    assert Reading.objects.get(person=kim, topic=talk).gaps == 2
    actions.catch_up(kim)
    mine = Reading.objects.get(person=kim, topic=talk)
    assert (mine.upto, mine.gaps) == (30, 0)


def test_a_topic_that_is_joined_to_another_with_gaps_stays_exact(ana, kim, talk, community, as_):
    other: Topic = actions.start(ana, community, title="Another", body="One")
    for number in range(2, 7):
        actions.reply(ana, other, body=f"Number {number}")
    actions.mark_read(kim, fresh(other), upto=2)
    away(ana, other, 4, 5)
    actions.mark_read(kim, fresh(talk), upto=29)
    actions.merge(ana, fresh(other), fresh(talk))
    mine, here = Reading.objects.get(person=kim, topic=talk), fresh(talk)
    assert here.last_number - mine.upto - mine.gaps == Post.objects.filter(topic=talk, number__gt=mine.upto).count() == 5
    assert Community.objects.get(pk=community.pk).topic_count == 2


def test_who_reads_on_while_they_reply_is_not_sent_back(ana, kim, talk, monkeypatch):
    actions.mark_read(kim, talk, upto=4)
    away(ana, talk, 9)
    hold = posts.hold

    def hold_and_read(actor: User, topic: Topic, **more: object) -> object:
        here = hold(actor, topic, **more)
        actions.mark_read(kim, fresh(topic), upto=20)  # in another window, after the reply has looked where she stands
        return here

    monkeypatch.setattr(posts, "hold", hold_and_read)
    actions.reply(kim, talk, body="To the fourth.")
    place = Reading.objects.get(topic=talk, person=kim)
    assert (place.upto, place.gaps, place.has_written) == (20, 0, True)
