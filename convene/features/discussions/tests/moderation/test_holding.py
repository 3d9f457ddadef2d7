"""What waits is nowhere until it is approved; then it appears as if it had just been written."""

from __future__ import annotations

import uuid

import pytest

from convene.core.communities.models import Community
from convene.core.files.models import File
from convene.core.moderation import actions
from convene.core.moderation.models import Decision, Item
from convene.core.notifications.models import Notification
from convene.features.discussions import actions as discussions
from convene.features.discussions.actions import edit, reply, slow_down, start
from convene.features.discussions.models import Draft, Post, Topic
from convene.lib.errors import NotAllowed, NotPossible, Refusal


def reasons(person):
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("reason", flat=True))


def counts(topic):
    topic, here = Topic.objects.get(pk=topic.pk), Community.objects.get(pk=topic.community_id)
    return topic.last_number, topic.post_count, topic.people_count, topic.version, here.post_count, here.topic_count


def test_a_reply_that_waits_is_nowhere(held, topic, cleo, person, ana):
    writer = person("Wim Writer", held)
    before, told = counts(topic), Notification.objects.exclude(reason="waiting").count()
    item = reply(writer, topic, body="Warm it up. @ana-lima")
    assert isinstance(item, Item)
    assert counts(topic) == before
    assert Notification.objects.exclude(reason="waiting").count() == told
    assert not Post.objects.filter(author=writer).exists()


def test_on_approval_it_appears_with_its_notifications_and_number(held, topic, ben, mona, person):
    writer = person("Wim Writer", held)
    item = reply(writer, topic, body="Warm it up. @mona-reyes")
    reply(mona, topic, body="Meanwhile.")
    actions.approve(mona, item)
    post = Post.objects.get(author=writer)
    assert (post.number, post.key) == (3, item.key)
    assert "watching" in reasons(ben)
    assert reasons(writer)[0] == "approved"
    assert Item.objects.get(pk=item.pk).address == post.get_absolute_url()
    writer.refresh_from_db()
    assert writer.held_count == 0


def test_the_same_reply_sent_twice_waits_once_and_appears_once(held, topic, mona, person):
    writer, key = person("Wim Writer", held), uuid.uuid4()
    first = reply(writer, topic, body="Once.", key=key)
    assert reply(writer, topic, body="Once.", key=key) == first
    writer.refresh_from_db()
    assert writer.held_count == 1
    actions.approve(mona, first)
    assert reply(writer, topic, body="Once.", key=key) == Post.objects.get(author=writer)


def test_a_topic_that_waits_begins_when_it_is_approved(held, mona, person):
    writer = person("Wim Writer", held)
    Draft.objects.create(person=writer, community=held, body="Draft")
    item = start(writer, held, title="A new thing", body="Words.", kind="question")
    assert Topic.objects.count() == 1
    assert not Draft.objects.exists()
    Draft.objects.create(person=writer, community=held, body="The next one")
    actions.approve(mona, item, body="Better words.")
    assert Draft.objects.get().body == "The next one"
    topic = Topic.objects.latest("pk")
    assert (topic.title, topic.kind, topic.author, topic.posts.get().body) == (
        "A new thing",
        "question",
        writer,
        "Better words.",
    )
    assert reasons(writer) == ["edited"]


def test_a_new_wording_waits_while_the_old_one_stands(ana, ben, held, mona, topic):
    post = topic.posts.get()
    item = edit(ben, post, body="Other words.")
    post.refresh_from_db()
    assert post.body == "We have *forty* sensors."
    actions.approve(mona, item)
    post.refresh_from_db()
    assert post.body == "Other words."
    assert post.revisions.count() == 1


def test_those_who_decide_there_do_not_wait(ana, mona, dora, held, topic):
    for person in (ana, mona):
        assert isinstance(reply(person, topic, body="At once."), Post)


@pytest.mark.parametrize(
    ("person_here", "person_site", "community_mode", "site_mode", "waits"),
    [
        ("", "", None, None, False),
        ("", "", None, "held", True),
        ("", "", "none", "held", False),
        ("", "", "held", None, True),
        ("trusted", "", "held", "held", False),
        ("", "trusted", "held", None, False),
        ("held", "", "none", None, True),
        ("", "held", "reported", "none", True),
        ("trusted", "held", None, None, False),
        ("held", "trusted", None, None, True),
    ],
)
def test_person_goes_before_community_and_community_before_site(
    person_here, person_site, community_mode, site_mode, waits, ana, ben, dora, community, topic
):
    actions.set_policy(ana, community, mode=community_mode)
    actions.set_policy(dora, None, mode=site_mode)
    actions.set_person(ana, ben, community, mode=person_here)
    actions.set_person(dora, ben, None, mode=person_site)
    assert isinstance(reply(ben, topic, body="A word."), Item) == waits


def test_a_refusal_says_why_and_what_was_mended_may_appear(ana, ben, held, mona, topic):
    item = reply(ben, topic, body="Shouting!")
    actions.refuse(mona, item, reason="Please say it calmly.")
    assert reasons(ben)[-1] == "refused"
    actions.resubmit(ben, item, body="Calmly.")
    item.refresh_from_db()
    assert (item.state, item.reason, item.body) == ("waiting", "", "Calmly.")
    actions.approve(mona, item)
    assert Post.objects.get(number=2).body == "Calmly."
    assert list(Decision.objects.values_list("did", flat=True)) == ["held", "refused", "resubmitted", "approved"]


def test_only_the_author_mends_and_withdraws(ana, ben, cleo, held, mona, topic):
    item = reply(ben, topic, body="Mine.")
    for other in (cleo, mona):
        with pytest.raises(NotAllowed):
            actions.resubmit(other, item, body="Theirs.")
        with pytest.raises(NotAllowed):
            actions.withdraw(other, item)
    actions.withdraw(ben, item)
    with pytest.raises(NotPossible, match="withdrawn"):
        actions.approve(mona, item)
    ben.refresh_from_db()
    assert ben.held_count == 0


def test_what_cannot_appear_any_more_is_said_and_nothing_is_half_done(ana, ben, held, mona, topic):
    item = reply(ben, topic, body="Late.")
    discussions.close(ana, topic)
    with pytest.raises(Refusal, match="closed"):
        actions.approve(mona, item)
    item.refresh_from_db()
    assert item.state == "waiting"
    actions.refuse(mona, item, reason="It is closed.")


def test_all_of_one_newcomer_is_decided_at_once(held, mona, person, topic):
    writer = person("Wim Writer", held)
    items = [reply(writer, topic, body=f"Number {n}") for n in range(4)]
    assert actions.approve_all(mona, items[:2]) == (2, [])
    assert actions.refuse_all(mona, items, reason="Too many.")[0] == 2
    assert Post.objects.filter(author=writer).count() == 2


def test_slow_mode_keeps_no_moderator_from_approving(held, mona, person, topic):
    slow_down(mona, topic, minutes=60)
    writer = person("Wim Writer", held)
    items = [reply(writer, Topic.objects.get(pk=topic.pk), body=f"Number {n}") for n in range(3)]
    actions.approve(mona, items[0])
    assert actions.approve_all(mona, items[1:]) == (2, [])
    assert [one.body for one in Post.objects.filter(author=writer).order_by("number")] == [
        "Number 0", "Number 1", "Number 2",
    ]  # fmt: skip


def test_the_files_of_what_waits_are_for_its_author_and_who_decides(ana, ben, cleo, dora, held, mona, topic):
    file = File.objects.create(owner=ben, name="a.png", content_type="image/png", size=1, sha256="0" * 64)
    item = reply(ben, topic, body=f"![a]({file.get_absolute_url()})")
    assert list(item.files.all()) == [file]
    for viewer, sees in ((ben, True), (mona, True), (ana, True), (cleo, False)):
        assert File.objects.visible_to(viewer).filter(pk=file.pk).exists() == sees, viewer
    assert File.objects.attached().filter(pk=file.pk).exists()
    actions.approve(mona, item)
    assert File.objects.visible_to(cleo).filter(pk=file.pk).exists()


@pytest.mark.parametrize(("answered", "now"), [(2, 3), (None, None), (77, None)])
def test_a_reply_that_waits_appears_where_its_discussion_was_joined_to(answered, now, held, topic, ana, mona, person):
    writer = person("Wim Writer", held)
    reply(mona, topic, body="Second.")
    item = reply(writer, topic, body="Warm it up.", reply_to=answered)
    other = start(mona, held, title="The other", body="Words.")
    discussions.merge(mona, topic, other)
    actions.approve(mona, item)
    post = Post.objects.get(author=writer)
    assert (post.topic, post.number) == (other, 4)
    assert (post.reply_to.number if post.reply_to else None) == now
