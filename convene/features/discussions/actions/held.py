"""A topic that nobody else changes until the commit, and where the writer stands in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, FilteredRelation, Q, QuerySet

from ....core.communities.models import Community
from ....lib.database.prepared import Prepared
from ..models import Draft, Follow, Post, Topic

if TYPE_CHECKING:
    from ....core.people.models import User


@dataclass(slots=True)
class Held:
    """A topic as it is now, under a lock."""

    topic: Topic
    upto: int | None  # the last post that the writer read; None for those who were never here
    follow: str
    has_written: bool
    answered: int | None  # the post that is answered, and who wrote it
    answered_author: int | None
    has_draft: bool
    is_used: bool  # whether a post was made with the key already


def hold(actor: User, topic: Topic, *, key: uuid.UUID, reply_to: int | None) -> Held:
    """Lock a topic and read it anew. Two queries: what is read behind a lock is what others have committed."""
    ((*values,),) = _LOCKED(topic=topic.pk)
    here = Topic.from_db(None, TOPIC, values)
    (row,) = _STANDING(topic=topic.pk, person=actor.pk, answered=reply_to or 0, key=key)
    here.community = Community.from_db(None, COMMUNITY, row[: len(COMMUNITY)])
    upto, follow, has_written, answered, author, has_draft, is_used = row[len(COMMUNITY) :]
    return Held(here, upto, follow or Follow.NORMAL, bool(has_written), answered, author, has_draft, is_used)


def _standing(topic: int, person: int, answered: int, key: uuid.UUID) -> QuerySet[Topic, Any]:
    topics = Topic.objects.filter(pk=topic).annotate(
        mine=FilteredRelation("readings", condition=Q(readings__person=person)),
        answered=FilteredRelation("posts", condition=Q(posts__number=answered, posts__hidden_at=None)),
        has_draft=Exists(Draft.objects.filter(person=person, topic=topic)),
        is_used=Exists(Post.objects.filter(key=key)),
    )
    return topics.values_list(
        *(f"community__{name}" for name in COMMUNITY),
        "mine__upto", "mine__follow", "mine__has_written", "answered__pk", "answered__author_id", "has_draft",
        "is_used",
    )  # fmt: skip


TOPIC = [field.attname for field in Topic._meta.concrete_fields]
COMMUNITY = ["id", "slug", "name", "short_name", "state", "visibility"]
_LOCKED = Prepared(
    lambda topic: Topic.objects.select_for_update(no_key=True).filter(pk=topic).values_list(*TOPIC), topic=int
)
_STANDING = Prepared(_standing, topic=int, person=int, answered=int, key=uuid.UUID)
