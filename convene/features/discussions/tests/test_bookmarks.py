"""Bookmarks: what a person keeps, and is reminded of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities.models import Visibility
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.discussions import actions, schedule
from convene.features.discussions.models import Bookmark, Reading
from convene.features.discussions.queries import bookmarks, followed_topics, mentions
from convene.lib.errors import NotPossible

TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def reply(ana, topic):
    return actions.reply(ana, topic, body="Warm it up for an hour.")


def tomorrow():
    return timezone.localdate() + TOMORROW


def come(kept):
    """The day of a reminder has come."""
    Bookmark.objects.filter(pk=kept.pk).update(remind_at=timezone.now() - dt.timedelta(minutes=1))


def told(person):
    return list(Notification.objects.filter(person=person, reason="reminded"))


def test_a_post_is_kept_with_a_note_that_can_be_changed_and_let_go(ben, reply):
    before = Entry.objects.count()
    actions.bookmark(ben, reply, note=" Try this in May ")
    actions.bookmark(ben, reply, note="Try this in June")
    assert [(kept.post, kept.note) for kept in bookmarks(ben)] == [(reply, "Try this in June")]
    assert Reading.objects.get(person=ben, topic=reply.topic).bookmarked == str(reply.pk)
    actions.remove_bookmark(ben, reply)
    assert not bookmarks(ben).exists()
    assert Reading.objects.get(person=ben, topic=reply.topic).bookmarked == ""
    assert Entry.objects.count() == before, "what somebody keeps is nobody else's business"


def test_a_reminder_comes_once_on_its_day(ben, reply):
    kept = actions.bookmark(ben, reply, remind_on=tomorrow())
    assert timezone.localtime(kept.remind_at).date() == tomorrow()
    assert schedule.remind_of_bookmarks.func() == 0
    assert told(ben) == []
    come(kept)
    assert schedule.remind_of_bookmarks.func() == 1
    assert schedule.remind_of_bookmarks.func() == 0
    assert not actions.remind(None, kept), "a worker that read the list before finds it done"
    assert len(told(ben)) == 1
    ben.refresh_from_db()
    assert ben.unread_notifications == 1


def test_a_new_day_reminds_anew(ben, reply):
    for _time in range(2):
        come(actions.bookmark(ben, reply, remind_on=tomorrow()))
        schedule.remind_of_bookmarks.func()
    assert len(told(ben)) == 2


def test_the_reminder_stands_behind_the_bell_in_words(ben, reply, as_):
    come(actions.bookmark(ben, reply, remind_on=tomorrow()))
    schedule.remind_of_bookmarks.func()
    page = as_(ben).get("/notifications/").text
    assert "You wanted to be reminded of" in page
    assert reply.get_absolute_url() in page


@pytest.mark.parametrize("days", [-400, -1, 0, 6 * 366, 300_000])
def test_a_day_that_cannot_be_is_refused_in_words(days, ben, reply):
    with pytest.raises(NotPossible, match="from tomorrow on"):
        actions.bookmark(ben, reply, remind_on=timezone.localdate() + dt.timedelta(days=days))
    assert not Bookmark.objects.exists()


def test_nobody_is_reminded_of_what_they_can_no_longer_read(person, community, reply, as_):
    outsider = person("Olga Outside")
    kept = actions.bookmark(outsider, reply, note="zq-secret", remind_on=tomorrow())
    assert "zq-secret" in as_(outsider).get("/mine/?show=bookmarks").text
    community.visibility = Visibility.HIDDEN
    community.save()
    come(kept)
    schedule.remind_of_bookmarks.func()
    assert told(outsider) == []
    page = as_(outsider).get("/mine/?show=bookmarks").text
    assert reply.topic.title not in page
    assert "No bookmarks" in page


def test_bookmarks_are_ones_own(ana, ben, reply, as_):
    actions.bookmark(ben, reply, note="zq-secret")
    for page in ("/mine/?show=bookmarks", f"{reply.get_absolute_url()}bookmark/", reply.topic.get_absolute_url()):
        assert "zq-secret" not in as_(ana).get(page).text
        assert "Your bookmark" not in as_(ana).get(page).text


def test_a_bookmark_goes_with_its_post_into_another_topic(ana, ben, cleo, community, reply):
    actions.bookmark(cleo, reply)
    actions.bookmark(ben, reply.topic.posts.get(number=1))
    target = actions.split(ana, reply.topic, community, numbers=[reply.number], title="Warming up")
    assert Reading.objects.get(person=cleo, topic=target).bookmarked == str(reply.pk)
    assert Reading.objects.get(person=cleo, topic=reply.topic_id).bookmarked == ""
    actions.merge(ana, target, reply.topic)
    reading = Reading.objects.get(person=cleo, topic__posts=reply)
    assert reading.bookmarked == str(reply.pk)


def test_the_form_keeps_shows_and_removes(ben, reply, as_):
    browser, address = as_(ben), f"{reply.get_absolute_url()}bookmark/"
    topic = reply.topic.get_absolute_url()
    assert "Your bookmark" not in browser.get(topic).text
    assert browser.post(address, {"note": "Look again", "remind_on": tomorrow().isoformat()}).status_code == 302
    assert "Your bookmark" in browser.get(topic).text
    assert 'value="Look again"' in browser.get(address).text
    assert f'value="{tomorrow().isoformat()}"' in browser.get(address).text
    listed = browser.get("/mine/?show=bookmarks").text
    assert "Look again" in listed
    assert "reminder on" in listed
    for wrong in ({"remind_on": "2001-01-01"}, {"remind_on": "soon"}, {"note": "x" * 401}):
        assert browser.post(address, wrong).status_code in {400, 409, 422}
    assert browser.post(f"{address}remove/").status_code == 302
    assert "Your bookmark" not in browser.get(topic).text


def test_a_page_that_the_reader_holds_is_sent_again_with_the_bookmark(settings, ben, reply, as_):
    settings.DEVELOPMENT = False
    browser, topic = as_(ben), reply.topic.get_absolute_url()
    browser.get(topic)  # sets the cookie for forms
    held = {"If-None-Match": browser.get(topic)["ETag"]}
    assert browser.get(topic, headers=held).status_code == 304
    actions.bookmark(ben, reply)
    assert "Your bookmark" in browser.get(topic, headers=held).text


def test_what_is_new_in_all_my_communities_is_listed_until_it_is_read(ana, ben, community, listed, topic):
    def new():
        return {one.title for one in followed_topics(ben, "new")}

    assert new() == set(), "one's own words are not new"
    other = actions.start(ana, community, title="A second one", body="Look.")
    actions.start(ana, listed, title="Where Ben is no member", body="Look.")
    actions.reply(ana, topic, body="And a reply.")
    assert new() == {topic.title, "A second one"}
    topic.refresh_from_db()
    actions.mark_read(ben, topic, upto=2)
    assert new() == {"A second one"}
    actions.follow(ben, other, level="muted")
    assert new() == set()
    actions.follow(ben, other, level="normal")
    actions.catch_up(ben)
    assert new() == set()


def test_every_post_that_mentions_me_is_listed_once_from_all_places_that_i_may_read(ana, ben, topic, hidden, as_):
    actions.reply(ana, topic, body="@ben-osei have a look, and @ben-osei again")
    started = actions.start(ana, topic.community, title="For @ben", body="What says @ben-osei?")
    actions.reply(ben, topic, body="Looking, @ben-osei")
    edited = actions.reply(ana, topic, body="A thought")
    actions.edit(ana, edited, body="A thought for @ben-osei")
    found = [(post.topic.title, post.number) for post in mentions(ben, 0, 20)]
    assert sorted(found) == sorted([(topic.title, 2), (started.title, 1), (topic.title, edited.number)])
    page = as_(ben).get("/mine/?show=mentions").text
    assert "For @ben" in page
    actions.hide_topic(ana, started)
    assert len(mentions(ben, 0, 20)) == 2
    assert mentions(ana, 0, 20) == []
    assert "Nobody has mentioned you yet" in as_(ana).get("/mine/?show=mentions").text
