"""Whatever is tidied at random is counted right, and found at every address that it ever had."""

from __future__ import annotations

import random

import pytest
from django.db.models import Count

from convene.core.communities.models import Community
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Follow, Post, Topic, place_now
from convene.lib.errors import Refusal

FOLLOWED = (Follow.WATCHING, Follow.TRACKING)


@pytest.fixture
def other(db) -> Community:
    """A second public community."""
    return Community.objects.create(slug="makers", name="Makers", line="Making", state="operating")


@pytest.fixture
def ana(ana, other) -> User:
    """Leads the second community as well."""
    other.memberships.create(person=ana, role="leader")
    return ana


def counted_right() -> None:
    """Everything that is kept equals what is counted anew."""
    for topic in Topic.objects.all():
        posts = topic.posts.all()
        assert topic.post_count == posts.filter(hidden_at=None).count()
        assert topic.people_count == (posts.aggregate(n=Count("author", distinct=True))["n"])
        assert topic.follower_count == topic.readings.filter(follow__in=FOLLOWED).count()
        assert topic.hands_count == posts.exclude(hands=None).count()
        assert topic.moved_count == topic.moved_posts.count()
        assert topic.last_number >= max(posts.values_list("number", flat=True), default=0)
        assert topic.accepted_post is None or (topic.accepted_post.topic_id, topic.accepted_post.hidden_at) == (
            topic.pk,
            None,
        )
        wrote = set(posts.values_list("author_id", flat=True))
        assert set(topic.readings.filter(has_written=True).values_list("person_id", flat=True)) == wrote
        assert not topic.readings.filter(upto__gt=topic.last_number).exists()
        last = posts.filter(hidden_at=None).order_by("-created_at", "-number").first()
        if last:
            assert (topic.last_post_at, topic.last_author_id) == (last.created_at, last.author_id)
    for community in Community.objects.all():
        shown = community.topics.filter(hidden_at=None)
        assert community.topic_count == shown.count()
        assert community.post_count == Post.objects.filter(topic__in=shown, hidden_at=None).count()
        assert community.unanswered_count == shown.unanswered().count()
    for person in User.objects.all():
        unread = Notification.objects.filter(person=person, read_at=None).values("group").distinct().count()
        assert person.unread_notifications == unread


class Disorder:
    """Does something at random to what is there, and keeps every address that a post ever had."""

    def __init__(self, seed: int, ana: User, people: list[User], places: list[Community]) -> None:
        self.random, self.ana, self.people, self.places = random.Random(seed), ana, people, places
        self.addresses: dict[tuple[str, int, int], int] = {}
        self.done: set[str] = set()

    def step(self) -> None:
        """One thing more."""
        topics = list(Topic.objects.filter(hidden_at=None).select_related("community").order_by("pk"))
        often, seldom = (
            ["post", "split", "hand_over"],
            ["merge", "move", "hide", "restore", "accept", "read", "hide_topic"],
        )
        names = [*often, *often, *often, *seldom]
        act = self.random.choice(names) if len(topics) > 2 else "begin"
        try:
            getattr(self, act)(topics)
            self.done.add(act)
        except Refusal:
            pass
        for post in Post.objects.select_related("topic__community"):
            self.addresses[post.topic.community.slug, post.topic_id, post.number] = post.pk

    def one(self, things):
        return self.random.choice(list(things))

    def begin(self, _topics):
        kind = self.one(["question", "discussion"])
        actions.start(self.one(self.people), self.one(self.places), title="Topic", body="First", kind=kind)

    def post(self, topics):
        topic = self.one(topics)
        number = self.one([None, *topic.posts.values_list("number", flat=True)])
        actions.reply(self.one(self.people), topic, body="Words", reply_to=number)

    def some(self, topic):
        numbers = list(topic.posts.values_list("number", flat=True))
        numbers = sorted(numbers)[1:] if self.random.random() < 0.8 else numbers
        return self.random.sample(numbers, min(len(numbers), self.random.randint(1, 3)))

    def split(self, topics):
        topic = self.one(topics)
        actions.split(self.ana, topic, self.one(self.places), numbers=self.some(topic), title="Apart",
                      kind=self.one(["question", "discussion"]))  # fmt: skip

    def hand_over(self, topics):
        topic = self.one(topics)
        actions.move_posts(self.ana, topic, self.one(topics), numbers=self.some(topic))

    def merge(self, topics):
        actions.merge(self.ana, self.one(topics), self.one(topics))

    def move(self, topics):
        actions.move(self.ana, self.one(topics), self.one(self.places))

    def hide(self, topics):
        actions.hide_post(self.ana, self.one(self.one(topics).posts.filter(hidden_at=None)))

    def restore(self, topics):
        hidden = list(Post.objects.filter(topic__in=topics).exclude(hidden_at=None))
        if hidden:
            actions.restore_post(self.ana, self.one(hidden))

    def hide_topic(self, topics):
        if self.random.random() < 0.2:
            actions.hide_topic(self.ana, self.one(topics))

    def accept(self, topics):
        actions.accept(self.ana, self.one(self.one(topics).posts.all()))

    def read(self, topics):
        topic, person = self.one(topics), self.one(self.people)
        actions.mark_read(person, topic, upto=self.random.randint(1, 9))
        actions.follow(person, topic, level=self.one(Follow.values))


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(more, marks=pytest.mark.alike) for more in (2, 3, 4))])
def test_whatever_is_tidied_is_counted_right_and_found_at_every_address_it_had(
    seed, ana, ben, person, community, other
):
    people = [ana, ben, person("Kim", community, other), person("Lou", community, other)]
    other.memberships.create(person=ben)
    disorder = Disorder(seed, ana, people, [community, other])
    for _step in range(60):
        disorder.step()
        counted_right()
    assert len({"split", "hand_over", "merge", "move", "hide"} & disorder.done) >= 3
    for (slug, topic, number), pk in disorder.addresses.items():
        post = Post.objects.select_related("topic__community").get(pk=pk)
        here = (post.topic.community.slug, post.topic_id, post.number) == (slug, topic, number)
        found = place_now(ana, slug, topic, number)
        if post.topic.hidden_at:
            assert found is None
        elif not here:
            assert found == (post.topic, post.number)
