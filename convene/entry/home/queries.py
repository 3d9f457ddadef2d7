"""What is new for a member, in as few queries as can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from ...core.communities.models import Community, Role
from ...core.communities.rules import role_of
from ...features.discussions.models import Draft, Follow, Post, Topic
from ...features.discussions.queries import LISTED, TopicRow, topic_rows
from ...lib.database.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.people.models import User

PAGE = 20
ASKED = 5  # unanswered questions on the home page
MOST = 400  # communities that are asked for at once; SQLite joins up to 500 parts


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
    places = _numbered(one.pk for one in found.communities[:MOST])
    rows = [TopicRow(*row) for row in _latest(len(places), page)(person=person.pk, since=person.caught_up_at, **places)]
    found.rows, found.has_more = [row for row in rows[:PAGE] if row.follow != Follow.MUTED], len(rows) > PAGE
    found.fresh = sum(1 for row in found.rows if row.unread_since(person.caught_up_at))
    found.to_decide = [one for one in found.communities if one.request_count and role_of(person, one.pk) == Role.LEADER]
    if page == 1:
        asked = [TopicRow(*row) for row in _unanswered(len(places))(**places)]
        found.asked = [row for row in asked if row.author_handle != person.handle][:ASKED]
    return found


def public_topics(most: int = 6) -> tuple[list[TopicRow], dict[int, Community]]:
    """The latest discussions that everybody may read, and their communities by number. Two queries."""
    public = Community.objects.visible_to(AnonymousUser()).readable_by(AnonymousUser()).in_bulk()
    if not public:
        return [], {}
    newest = _of_each(len(public), NEWEST, most, 0)
    topics = Topic.objects.filter(pk__in=RawSQL(newest, list(public))).order_by("-last_post_at", "-pk")  # noqa: S611
    return topic_rows(topics, AnonymousUser(), 0, most), public


NEWEST = "hidden_at IS NULL", "last_post_at"
UNANSWERED = (
    "kind = 'question' AND post_count = 1 AND accepted_post_id IS NULL AND closed_at IS NULL AND hidden_at IS NULL",
    "created_at",
)


def _of_each(places: int, which: tuple[str, str], most: int, skip: int) -> str:
    """SQL for the numbers of the newest topics in so many communities: a few of each by its index, then the newest.

    Asked in one piece, a database sorts everything that was ever written there.
    """
    condition, moment = which
    part = (
        f"SELECT * FROM (SELECT id, {moment} FROM {Topic._meta.db_table} WHERE community_id = %s AND {condition}"  # noqa: S608
        f" ORDER BY {moment} DESC LIMIT {skip + most}) AS part"
    )
    parts = " UNION ALL ".join([part] * places)
    return f"SELECT id FROM ({parts}) AS newest ORDER BY {moment} DESC LIMIT {most} OFFSET {skip}"  # noqa: S608


def _numbered(communities: Iterable[int]) -> dict[str, int]:
    return {f"place{number}": pk for number, pk in enumerate(communities)}


@lru_cache(maxsize=256)
def _latest(places: int, page: int) -> Prepared:
    """Topics by their last post, with the number up to which the person has read or said "all read"."""
    newest = _of_each(places, NEWEST, PAGE + 1, (page - 1) * PAGE)

    def build(person: int, since: datetime, **communities: int) -> QuerySet[Topic, Any]:
        then = Post.objects.filter(topic=OuterRef("pk"), created_at__lte=since).order_by("-number")
        went_on = When(last_post_at__gt=since, then=Subquery(then.values("number")[:1]))  # elsewhere nothing is new
        upto = Coalesce("mine__upto", Case(went_on))
        topics = Topic.objects.filter(pk__in=RawSQL(newest, list(communities.values())))  # noqa: S611
        topics = topics.annotate(mine=FilteredRelation("readings", condition=Q(readings__person_id=person)))
        return topics.order_by("-last_post_at", "-pk").values_list(*LISTED, upto, "mine__follow")

    return Prepared(build, person=int, since=datetime, **_types(places))


@lru_cache(maxsize=256)
def _unanswered(places: int) -> Prepared:
    """Questions without a reply, the newest first; some more than are shown, since one's own are left out."""
    newest = _of_each(places, UNANSWERED, 2 * ASKED, 0)

    def build(**communities: int) -> QuerySet[Topic, Any]:
        topics = Topic.objects.filter(pk__in=RawSQL(newest, list(communities.values())))  # noqa: S611
        return topics.order_by("-created_at").values_list(*LISTED)

    return Prepared(build, **_types(places))


def _types(places: int) -> dict[str, type[int]]:
    return {f"place{number}": int for number in range(places)}


_MINE = Prepared(
    lambda person: Community.objects.filter(memberships__person=person).values_list(*Mine._fields), person=int
)


def drafts(person: User) -> QuerySet[Draft]:
    """What one began to write, where one may still write it."""
    mine = Draft.objects.filter(person=person).select_related("community", "topic")
    seen = mine.filter(community__in=Community.objects.readable_by(person))
    return seen.filter(Q(topic=None) | Q(topic__in=Topic.objects.visible_to(person))).order_by("-saved_at")
