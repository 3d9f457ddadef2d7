"""Moving, splitting and joining: nothing is lost, every address leads on, and whom it concerns is told."""

from __future__ import annotations

import pytest

from convene.core.communities.models import Community
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Draft, MovedPost, Post, Reading, Topic
from convene.lib.errors import NotAllowed, NotPossible, Refusal


@pytest.fixture
def other(db) -> Community:
    """A second public community."""
    return Community.objects.create(slug="makers", name="Makers", line="Making", state="operating")


@pytest.fixture
def ana(ana, other) -> User:
    """Leads the second community as well."""
    other.memberships.create(person=ana, role="leader")
    return ana


@pytest.fixture
def talk(ana, ben, community) -> Topic:
    """Six posts by Ben (odd) and Ana (even)."""
    topic = actions.start(ben, community, title="Sensors and sandwiches", body="Sensors?")
    for number in range(2, 7):
        actions.reply(ana if number % 2 == 0 else ben, topic, body=f"Post {number}")
    topic.refresh_from_db()
    return topic


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def told(person: User) -> list[str]:
    return list(
        Notification.objects.filter(person=person, reason="moved").order_by("pk").values_list("entry__verb", flat=True)
    )


def test_posts_that_are_split_off_begin_a_topic_of_their_own(ana, ben, talk, community):
    made = actions.split(ana, talk, community, numbers=[3, 5, 6], title="Sandwiches")
    assert list(made.posts.order_by("number").values_list("number", "body")) == [
        (1, "Post 3"), (2, "Post 5"), (3, "Post 6")
    ]  # fmt: skip
    assert (made.author, made.post_count, made.people_count, made.excerpt) == (ben, 3, 2, "Post 3")
    talk.refresh_from_db()
    assert (talk.post_count, talk.last_number, talk.moved_count) == (3, 6, 3)
    assert actions.reply(ben, talk, body="More").number == 7, "no number is given twice"
    community.refresh_from_db()
    assert (community.topic_count, community.post_count) == (2, 7)


def test_a_topic_that_is_moved_is_counted_where_it_is(ana, talk, community, other):
    actions.pin(ana, talk)
    actions.move(ana, talk, other)
    talk.refresh_from_db()
    community.refresh_from_db()
    other.refresh_from_db()
    assert (talk.community, talk.pinned_at) == (other, None)
    assert (community.topic_count, community.post_count, community.last_active_at) == (0, 0, None)
    assert (other.topic_count, other.post_count) == (1, 6)


def test_a_topic_that_is_joined_leaves_nothing_but_its_addresses(ana, ben, talk, topic):
    Draft.objects.create(person=ben, community=talk.community, topic=talk, body="Half a thought")
    Draft.objects.create(person=ben, community=talk.community, topic=topic, body="Another")
    before = topic.last_number
    actions.merge(ana, talk, topic)
    topic, talk = fresh(topic), fresh(talk)
    assert topic.post_count == before + 6
    assert list(topic.posts.order_by("number").values_list("body", flat=True))[-6:] == [
        "Sensors?", *(f"Post {number}" for number in range(2, 7))
    ]  # fmt: skip
    assert (talk.post_count, talk.people_count, talk.follower_count) == (0, 0, 0)
    assert Draft.objects.get(person=ben).body == "Another\n\nHalf a thought"
    assert not Topic.objects.taken_down().exists(), "it is not among what can be brought back"
    with pytest.raises(NotAllowed, match="joined to another"):
        actions.restore_topic(ana, talk)
    with pytest.raises(NotAllowed, match="taken down or moved"):
        actions.reply(ben, talk, body="Too late")


def test_an_answer_comes_along_and_stays_the_answer_of_its_question_alone(ana, ben, community):
    asked = [actions.start(ben, community, title="How?", body="How?", kind="question") for _number in range(2)]
    answer = actions.reply(ana, asked[0], body="Thus.")
    actions.accept(ben, answer)
    made = actions.split(ana, fresh(asked[0]), community, numbers=[2], title="Thus")
    assert (fresh(asked[0]).accepted_post, made.accepted_post) == (None, None)
    back = actions.move_posts  # the first post of a topic does not leave alone
    with pytest.raises(NotPossible, match="first post"):
        back(ana, made, asked[1], numbers=[1])
    actions.merge(ana, made, fresh(asked[0]))
    actions.accept(ben, fresh(answer))
    actions.merge(ana, fresh(asked[0]), fresh(asked[1]))
    assert fresh(asked[1]).accepted_post == answer


def test_whoever_is_concerned_is_told_once_and_never_the_one_who_did_it(ana, ben, dora, talk, community, other):
    actions.follow(dora, talk, level="tracking")
    actions.split(ana, talk, other, numbers=[3], title="Sandwiches")
    assert told(ben) == told(dora) == ["discussions.split"]
    assert told(ana) == []
    actions.move(ana, fresh(talk), other)
    assert told(ben) == ["discussions.split", "discussions.moved"]


def test_whoever_may_not_read_there_is_told_that_it_is_gone_and_nothing_else(ana, ben, talk, hidden, as_):
    actions.move(ana, talk, hidden)
    assert told(ben) == ["discussions.moved_away"]
    page = as_(ben).get("/notifications/").text
    assert "out of Citizen Science" in page or "out of" in page
    assert talk.title not in page
    assert hidden.name not in page


def test_what_was_read_stays_read(ana, ben, person, talk, community):
    kim = person("Kim", community)
    actions.follow(kim, talk, level="watching")
    actions.mark_read(kim, talk, upto=4)
    made = actions.split(ana, fresh(talk), community, numbers=[3, 4, 6], title="Sandwiches")
    mine = Reading.objects.get(person=kim, topic=made)
    assert (mine.upto, mine.follow, mine.has_written) == (2, "watching", False)
    actions.mark_read(kim, fresh(talk), upto=5)
    actions.move_posts(ana, fresh(talk), made, numbers=[5])
    assert Reading.objects.get(person=kim, topic=talk).upto == 6, "nothing new is left there"
    assert Reading.objects.get(person=kim, topic=made).upto == 2, "there is an unread post before it"
    assert Reading.objects.get(person=ben, topic=made).has_written


def test_unread_lines_at_the_bell_go_where_the_posts_go(ana, ben, talk, topic):
    actions.reply(ana, talk, body="Unread")
    ben.refresh_from_db()
    actions.mark_read(ben, fresh(topic), upto=1)
    actions.merge(ana, fresh(talk), fresh(topic))
    ben.refresh_from_db()
    assert (
        ben.unread_notifications
        == Notification.objects.filter(person=ben, read_at=None).values("group").distinct().count()
        == 1
    )
    actions.mark_read(ben, fresh(topic), upto=99)
    ben.refresh_from_db()
    assert ben.unread_notifications == 0


def test_an_answer_to_a_post_that_stays_no_longer_names_its_number(ana, ben, talk, community):
    post = actions.reply(ben, talk, body="To the second", reply_to=2)
    actions.split(ana, fresh(talk), community, numbers=[post.number], title="Apart")
    assert fresh(post).reply_to is None


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("itself", "cannot be joined to itself"),
        ("closed", "is closed"),
        ("unseen", "There is no such topic"),
        ("archived", "is archived"),
        ("of others", "look after"),
    ],
)
def test_a_topic_is_not_joined_to(what, sentence, ana, ben, person, talk, topic, hidden, community, other):
    target = {"itself": talk}.get(what, topic)
    actor = ana
    if what == "closed":
        actions.close(ana, topic)
    elif what == "unseen":
        Community.objects.filter(pk=hidden.pk).update(state="operating")
        actor = person("Kim", community, role="leader")
        target = actions.start(ana, hidden, title="Budget", body="In confidence")
    elif what in {"archived", "of others"}:
        target = actions.start(ana, other, title="Elsewhere", body="Words")
        if what == "archived":
            Community.objects.filter(pk=other.pk).update(state="archived")
        else:
            actor = person("Kim", community, role="leader")
    before = snapshot()
    with pytest.raises(Refusal, match=sentence):
        actions.merge(actor, talk, fresh(target))
    assert snapshot() == before


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [([1], "first post"), ([1, 2, 3, 4, 5, 6], "first post"), ([], "Choose the posts"), ([9], "Post 9 is not here")],
)
def test_posts_that_cannot_be_split_off(numbers, sentence, ana, talk, community):
    before = snapshot()
    with pytest.raises(NotPossible, match=sentence):
        actions.split(ana, talk, community, numbers=numbers, title="Apart")
    assert snapshot() == before


def test_a_topic_is_not_moved_where_one_sees_nothing_or_keeps_no_order(
    ana, ben, person, talk, hidden, other, community
):
    kim = person("Kim", community, role="moderator")
    for place, sentence in ((hidden, "no such community"), (other, "Ask a leader of Makers"), (community, "already")):
        with pytest.raises(Refusal, match=sentence):
            actions.move(kim, talk, place)
    with pytest.raises(NotAllowed):
        actions.move(ben, talk, other)
    Community.objects.filter(pk=other.pk).update(state="archived")
    with pytest.raises(NotAllowed, match="archived"):
        actions.move(ana, talk, fresh(other))
    assert fresh(talk).community == community


def snapshot() -> list[object]:
    return [
        list(Topic.objects.order_by("pk").values()), list(Post.objects.order_by("pk").values()),
        list(Community.objects.order_by("pk").values()), list(Reading.objects.order_by("pk").values()),
        Notification.objects.count(), MovedPost.objects.count(),
    ]  # fmt: skip
