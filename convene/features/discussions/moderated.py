"""Answers for posts where moderation asks: see core/moderation/kinds.py."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...core.moderation.kinds import Activity, Thing
from ...lib.errors import NotPossible
from . import actions
from .actions.asking import KIND
from .actions.taking_down import bring_back, take_down
from .actions.writing import cooked
from .models import Post, Reading, Topic

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.moderation.models import Item
    from ...core.people.models import Actor, User
    from ...lib.text import Cooked


class Posts:
    """Topics, replies and new wordings: each is published as one post."""

    word = gettext_lazy("post")
    stays_nameless = True

    def find(self, actor: Actor, pk: int) -> Thing | None:
        """A post that `actor` may read."""
        post = Post.objects.visible_to(actor).select_related("topic__community", "author").filter(pk=pk).first()
        if post is None:
            return None
        topic, files = post.topic, post.attachments.values_list("file__key", flat=True)
        address = post.get_absolute_url()
        return Thing(
            KIND, post.key, post.author, topic.community, topic.title, post.body, post.html, address, list(files),
            topic.places[1:],
        )

    def is_published(self, key: uuid.UUID) -> bool:
        """Whether there is such a post."""
        return Post.objects.filter(key=key).exists()

    def publish(self, item: Item) -> str:
        """Post it as its author, who has to be one who may still write there; its address."""
        author, values = item.author, item.values
        if author is None:
            raise NotPossible(_("Its author is gone."))
        if values["do"] == "start":
            with actions.keeping_draft(author, item.community):
                return _address(_started(author, item))
        if values["do"] == "reply":
            topic, answered = _place_now(values["topic"], values["reply_to"])
            with actions.keeping_draft(author, topic.community, topic):
                return _address(actions.reply(author, topic, body=item.body, reply_to=answered, key=item.key))
        return _address(
            actions.edit(author, _post(pk=values["post"]), body=item.body, upon=values["upon"], key=item.key)
        )

    def cook(self, body: str) -> Cooked:
        """The text as posts are cooked."""
        return cooked(body)

    def reword(self, actor: User, item: Item, body: str) -> None:
        """Change a post's words as a moderator does; the wording it had stays in its history."""
        actions.edit(actor, _post(key=item.key), body=body)

    def hide(self, actor: User | None, key: uuid.UUID) -> bool:
        """Take a post down, or with the first one its topic."""
        post = Post.objects.filter(key=key).select_related("topic__community").first()
        return post is not None and take_down(actor, post)

    def restore(self, actor: User, key: uuid.UUID) -> bool:
        """Bring a post back, or with the first one its topic."""
        post = Post.objects.filter(key=key).select_related("topic__community").first()
        return post is not None and bring_back(actor, post)

    def shown_by(self, person: User, community: Community | None, most: int) -> list[uuid.UUID]:
        """First posts before replies, because a topic takes its replies with it."""
        return list(_standing(person, community).order_by("number", "pk").values_list("key", flat=True)[:most])

    def count_shown(self, person: User, community: Community | None) -> int:
        """Posts that readers see."""
        return _standing(person, community).count()

    def activity(self, person: User, since: datetime) -> Activity:
        """Posts that stand, and topics that the person has opened."""
        posts = Post.objects.filter(author=person, hidden_at=None).aggregate(
            all=Count("pk"), lately=Count("pk", filter=Q(created_at__gt=since))
        )
        return Activity(posts["all"], posts["lately"], Reading.objects.filter(person=person).count())


def _started(author: User, item: Item) -> Topic | Item:
    hands: dict[str, Any] | None = item.values.get("hands")
    if hands and hands.get("closes_at"):
        hands = hands | {"closes_at": parse_datetime(hands["closes_at"])}
    return actions.begin(
        author, item.community, title=item.title, body=item.body, kind=item.values["kind"], hands=hands, key=item.key
    )


def _standing(person: User, community: Community | None) -> QuerySet[Post]:
    posts = Post.objects.filter(author=person, hidden_at=None, topic__hidden_at=None)
    return posts if community is None else posts.filter(topic__community=community)


def _place_now(topic: int, answered: int | None) -> tuple[Topic, int | None]:
    """The discussion that a reply answers, and the post in it; of one that was joined to another, that other."""
    rows = Topic.objects.select_related("community")
    found = rows.filter(pk=topic).first()
    moved = found.moved_posts.order_by("number") if found and found.moved_count and not found.post_count else None
    if moved is not None:
        found = rows.filter(pk__in=moved.values("post__topic")[:1]).first()
        answered = moved.filter(number=answered or 0, post__topic=found).values_list("post__number", flat=True).first()
    if found is None or found.hidden_at:
        raise NotPossible(_("The topic that it answers is gone."))
    return found, answered


def _post(**which: object) -> Post:
    post = Post.objects.filter(**which).select_related("topic__community").first()
    if post is None:
        raise NotPossible(_("The post is gone."))
    return post


def _address(made: Topic | Post | Item) -> str:
    return made.get_absolute_url()


POSTS = Posts()
