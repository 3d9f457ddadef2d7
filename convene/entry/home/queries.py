"""What is new for a member, in as few queries as can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ...core.communities.models import Community, Membership, Role
from ...core.communities.rules import role_of
from ...features.discussions.models import Draft, Follow, Post, Topic
from ...features.discussions.queries import LISTED, TopicRow, topic_rows
from ...lib.database.prepared import Prepared

if TYPE_CHECKING:
    from ...core.people.models import Actor, User

PAGE = 20
ASKED = 5  # unanswered questions on the home page


class Mine(NamedTuple):
    """A community that the viewer belongs to."""

    pk: int
    slug: str
    name: str
    short_name: str
    request_count: int

    @property
    def called(self) -> str:
        return self.short_name or self.name


@dataclass(slots=True)
class News:
    """What a member finds at home."""

    communities: list[Mine]
    rows: list[TopicRow] = field(default_factory=list)
    has_more: bool = False
    asked: list[TopicRow] = field(default_factory=list)  # questions without a reply
    to_decide: list[Mine] = field(default_factory=list)  # communities that the viewer leads, where people wait
    fresh: int = 0  # topics on this page with something new

    @property
    def slug_of(self) -> dict[int, str]:
        return {one.pk: one.slug for one in self.communities}

    @property
    def name_of(self) -> dict[int, str]:
        return {one.pk: one.called for one in self.communities}


def news(person: User, page: int = 1) -> News:
    """What happened lately in one's communities, and what waits there. Three queries."""
    found = News([Mine(*row) for row in _MINE(person=person.pk)])
    if not found.communities:
        return found
    rows = [TopicRow(*row) for row in _latest(page)(person=person.pk, since=person.caught_up_at)]
    found.rows, found.has_more = rows[:PAGE], len(rows) > PAGE
    found.fresh = sum(1 for row in found.rows if row.unread_since(person.caught_up_at))
    found.to_decide = [one for one in found.communities if one.request_count and role_of(person, one.pk) == Role.LEADER]
    if page == 1:
        found.asked = [TopicRow(*row) for row in _ASKED(person=person.pk)]
    return found


@lru_cache(maxsize=32)
def _latest(page: int) -> Prepared:
    """Topics by their last post, with the number up to which the person has read or said "all read"."""

    def build(person: int, since: datetime) -> QuerySet[Topic, Any]:
        then = Post.objects.filter(topic=OuterRef("pk"), created_at__lte=since).order_by("-number")
        topics = Topic.objects.filter(community__in=_communities_of(person), hidden_at=None).annotate(
            mine=FilteredRelation("readings", condition=Q(readings__person_id=person))
        )
        topics = topics.filter(Q(mine__follow=None) | ~Q(mine__follow=Follow.MUTED)).order_by("-last_post_at")
        upto = Coalesce("mine__upto", Subquery(then.values("number")[:1]))
        return topics.values_list(*LISTED, upto, "mine__follow")[(page - 1) * PAGE : page * PAGE + 1]

    return Prepared(build, person=int, since=datetime)


def _unanswered(person: int) -> QuerySet[Topic, Any]:
    asked = Topic.objects.filter(community__in=_communities_of(person), hidden_at=None, accepted_post=None).unanswered()
    others = asked.filter(~Q(author=person) | Q(author=None))
    return others.order_by("-created_at").values_list(*LISTED)[:ASKED]


def _communities_of(person: int) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(person=person).values("community_id")


_ASKED = Prepared(_unanswered, person=int)
_MINE = Prepared(
    lambda person: Community.objects.filter(memberships__person=person).values_list(*Mine._fields), person=int
)


def public_topics(actor: Actor, most: int = 6) -> tuple[list[TopicRow], dict[int, Community]]:
    """The latest discussions that everybody may read, and their communities by number. Two queries."""
    rows = topic_rows(Topic.objects.visible_to(actor).order_by("-last_post_at"), actor, 0, most)
    return rows, Community.objects.in_bulk({row.community_id for row in rows})


def drafts(person: User) -> QuerySet[Draft]:
    """What one began to write, where one may still write it."""
    mine = Draft.objects.filter(person=person).select_related("community", "topic")
    seen = mine.filter(community__in=Community.objects.readable_by(person))
    return seen.filter(Q(topic=None) | Q(topic__in=Topic.objects.visible_to(person))).order_by("-saved_at")
