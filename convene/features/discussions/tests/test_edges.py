"""What happens where something was taken down, moved, muted, closed or sent before."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from convene.core.communities.models import Membership
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.actions.taking_down import bring_back, take_down
from convene.features.discussions.models import Post, Reading, Scheduled, Topic
from convene.features.discussions.personal import given
from convene.features.discussions.queries.lists import followed_topics
from convene.lib.errors import NotAllowed, NotPossible


def fresh(topic: Topic) -> Topic:
    return Topic.objects.select_related("community").get(pk=topic.pk)


def as_it_stood(post: Post) -> Post:
    """What a browser's request read a moment before."""
    return Post.objects.select_related("topic__community").get(pk=post.pk)


def later(**more):
    return {"due_at": timezone.now() + dt.timedelta(days=1), "title": "Later", "body": "Words."} | more


def test_posts_of_a_topic_that_is_down_are_not_taken_off_the_count_once_more(ana, ben, topic, community):
    reply = actions.reply(ben, topic, body="One more thing.")
    actions.hide_topic(ana, fresh(topic))
    for change in (take_down, bring_back, take_down):
        assert change(ana, as_it_stood(reply))
        community.refresh_from_db()
        assert community.post_count == 0
    actions.restore_topic(ana, fresh(topic))
    community.refresh_from_db()
    assert community.post_count == 1


@pytest.mark.parametrize("change", [{"language": "es"}, {"time_zone": "Asia/Tokyo"}, {"is_staff": True}])
def test_a_topic_is_sent_again_to_a_reader_who_reads_it_otherwise(change, ben, topic, as_, settings):
    settings.DEVELOPMENT = False
    browser = as_(ben)
    browser.get(topic.get_absolute_url())  # brings the cookie of the forms
    held = {"If-None-Match": browser.get(topic.get_absolute_url())["ETag"]}
    assert browser.get(topic.get_absolute_url(), headers=held).status_code == 304
    User.objects.filter(pk=ben.pk).update(**change)
    assert browser.get(topic.get_absolute_url(), headers=held).status_code == 200


def test_who_had_to_wait_is_not_told_so_when_the_time_is_over(ana, ben, topic, as_, settings):
    settings.DEVELOPMENT = False
    actions.slow_down(ana, topic, minutes=5)
    browser = as_(ben)
    browser.get(topic.get_absolute_url())
    first = browser.get(topic.get_absolute_url())
    assert "you have just posted" in first.text
    topic.posts.update(created_at=timezone.now() - dt.timedelta(minutes=6))
    again = browser.get(topic.get_absolute_url(), headers={"If-None-Match": first.headers.get("ETag", '"none"')})
    assert again.status_code == 200
    assert "you have just posted" not in again.text


@pytest.mark.parametrize(("level", "told"), [("watching", True), ("tracking", True), ("normal", True), ("muted", False)])
def test_whoever_is_answered_or_chosen_is_told_unless_they_muted_it(level, told, ana, ben, topic):
    second = actions.reply(ben, topic, body="It drifts.")
    actions.follow(ben, topic, level=level)
    actions.reply(ana, topic, body="How much?", reply_to=second.number)
    actions.accept(ana, second)
    assert Notification.objects.filter(person=ben, reason="answered").exists() is told
    assert Notification.objects.filter(person=ben, reason="accepted").exists() is told


def test_whoever_muted_a_topic_is_not_told_of_mentions_edits_and_hands_in_it(ana, ben, topic):
    hands = actions.add_hands(ben, topic.posts.get(), question="Which?", options=["One", "Two"])
    actions.vote(ana, hands, choices=[0])
    actions.follow(ben, topic, level="muted")
    reply = actions.reply(ana, topic, body="What do you say, @ben-osei?")
    actions.edit(ana, reply, body="And what do you say, @ben-osei?")
    actions.edit(ana, as_it_stood(topic.posts.get(number=1)), body="We have fifty sensors.")
    actions.close_hands(ana, hands)
    assert not Notification.objects.filter(person=ben).exists()


def test_an_answer_is_chosen_without_telling_who_cannot_read_there_any_more(ana, listed, person):
    guest = person("Gil Left", listed)
    question = actions.start(ana, listed, title="Who pays?", body="Does anybody know?", kind="question")
    reply = actions.reply(guest, question, body="We do.")
    Membership.objects.filter(person=guest, community=listed).delete()
    actions.accept(ana, reply)
    assert not Notification.objects.filter(person=guest).exists()


def test_the_key_of_somebody_elses_form_schedules_nothing(ana, ben, community):
    key = uuid.uuid4()
    first = actions.schedule(ana, community, **later(key=key))
    assert actions.schedule(ana, community, **later(key=key)) == first
    with pytest.raises(NotPossible, match="used already"):
        actions.schedule(ben, community, **later(key=key))


def test_a_form_that_posted_before_schedules_another_topic(ben, community):
    key = uuid.uuid4()
    first = actions.start(ben, community, title="First", body="Words.", key=key)
    waits = actions.schedule(ben, community, **later(key=key))
    Scheduled.objects.update(due_at=timezone.now() - dt.timedelta(minutes=1))
    assert actions.post_scheduled(None, waits)
    waits.refresh_from_db()
    assert waits.topic not in {None, first}


def test_an_export_tells_no_results_before_the_page_does(ana, ben, topic):
    hands = actions.add_hands(ben, topic.posts.get(), question="Which?", options=["One", "Two"], shows="closed")
    actions.vote(ana, hands, choices=[1])

    def row():
        return next(list(section.rows)[0] for section in given(ben) if section.name == "hands")

    assert "votes" not in row()
    actions.close_hands(ben, hands)
    assert row()["votes"] == [0, 1]


def test_the_welcome_keeps_its_topic_where_forty_others_are_fresher(ana, ben, community, as_):
    hello = actions.start(ben, community, title="Say hello", body="Hi.")
    actions.write_welcome(ana, community, text="Welcome!", topic=hello.pk)
    now = timezone.now() + dt.timedelta(minutes=1)
    Topic.objects.bulk_create(
        [Topic(community=community, title=f"Number {n}", author=ben, last_post_at=now) for n in range(41)]
    )
    page = as_(ana).get(f"/c/{community.slug}/welcome/").text
    assert f'<option value="{hello.pk}" selected>' in page


def test_a_topic_whose_last_posts_were_moved_away_can_be_read_to_its_end(ana, ben, community, topic, as_):
    actions.reply(ana, topic, body="Second.")
    actions.reply(ana, topic, body="Third.")
    actions.split(ana, topic, community, numbers=[3], title="Another matter")
    as_(ben).post(f"{topic.get_absolute_url()}read/", {"upto": 1})
    assert Reading.objects.get(person=ben, topic=topic).upto == 1
    as_(ben).post(f"{topic.get_absolute_url()}read/", {"upto": 2})
    assert Reading.objects.get(person=ben, topic=topic).upto == 3
    assert not Notification.objects.filter(person=ben, read_at=None, group=topic.group).exists()


def test_what_was_closed_or_taken_down_meanwhile_is_not_changed(ana, ben, topic):
    first, reply = as_it_stood(topic.posts.get()), actions.reply(ana, topic, body="Second.")
    before = as_it_stood(reply)
    hands = actions.add_hands(ben, first, question="Which?", options=["One", "Two"])
    actions.hide_post(ana, reply)
    with pytest.raises(NotAllowed, match="taken down"):
        actions.react(ben, before, kind="heart")
    actions.archive(ana, topic)
    with pytest.raises(NotAllowed, match="archived"):
        actions.edit(ben, first, body="Something else.")
    with pytest.raises(NotAllowed, match="archived"):
        actions.react(ana, first, kind="heart")
    actions.reopen(ana, topic)
    actions.hide_topic(ana, topic)
    with pytest.raises(NotAllowed, match="taken down"):
        actions.vote(ana, hands, choices=[1])


def test_an_archived_topic_is_not_among_what_is_new_to_somebody(ana, topic):
    assert topic in followed_topics(ana, "new")
    actions.archive(ana, topic)
    assert topic not in followed_topics(ana, "new")


def test_drafts_that_a_merge_joins_are_not_lost_to_the_page_that_knew_one(ana, ben, topic, community):
    other = actions.start(ana, community, title="Other", body="Words.")
    actions.save_draft(ben, community, topic, body="Forty of them.")
    kept = actions.save_draft(ben, community, other, body="Half a thought")
    actions.merge(ana, topic, other)
    kept = actions.save_draft(ben, community, other, body="Half a thought, and more", upon=kept.version)
    assert "Forty of them." in kept.other


def test_somebody_is_told_of_a_mention_once_however_often_it_is_edited(ana, ben, cleo, topic):
    mentions = Notification.objects.filter(reason="mentioned")
    for post in (actions.reply(ana, topic, body="Ask @cleo-park."), topic.posts.get(number=1)):
        author = post.author
        actions.edit(author, as_it_stood(post), body="Do ask @cleo-park.")
        actions.edit(author, as_it_stood(post), body="Do ask @cleo-park and @dora-quist.")
        actions.edit(author, as_it_stood(post), body="Ask @cleo-park first.")
        assert mentions.filter(person=cleo, entry__subject_id=post.pk, entry__subject_kind="discussions.post").count() == 1


def test_a_topic_that_others_have_answered_meanwhile_is_not_taken_down_by_its_author(ana, ben, topic):
    before = fresh(topic)
    actions.reply(ana, topic, body="With a reference sensor.")
    with pytest.raises(NotAllowed, match="replied already"):
        actions.hide_topic(ben, before)
    assert Topic.objects.get(pk=topic.pk).hidden_at is None
