"""What lists of topics show, as rows that cost little."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When

from ....core.communities.models import Community, Membership
from ....core.communities.rules import may_read
from ....core.ledger.head import UntilNext
from ....core.people.models import hue_of, initials_of
from ....lib.database.prepared import Prepared
from ..models import IS_PINNED, Follow, Reading, Share, Topic
from .places import arm, first_of, with_places
from .topic import PAGE

if TYPE_CHECKING:
    from ....core.people.models import Actor, User
    from ..models import TopicQuerySet

FOLLOWED = (Follow.WATCHING, Follow.TRACKING)
LISTED = (
    "pk", "title", "kind", "post_count", "last_number", "last_post_at", "created_at", "pinned_at",
    "closed_at", "archived_at", "duplicate_of_id", "accepted_post_id", "community_id", "author__name", "author__handle",
    "last_author__name", "last_author__handle", "share_count",
)  # fmt: skip


class TopicRow(NamedTuple):
    """A topic in a list."""

    pk: int
    title: str
    kind: str
    post_count: int
    last_number: int
    last_post_at: datetime
    created_at: datetime
    pinned_at: datetime | None
    closed_at: datetime | None
    archived_at: datetime | None
    duplicate_of_id: int | None
    accepted_post_id: int | None
    community_id: int
    author: str | None
    author_handle: str | None
    last_author: str | None
    last_handle: str | None
    share_count: int
    done: int | None = None  # up to the post that the reader read, and what stands elsewhere of those after it
    follow: str | None = None
    also: tuple[str, ...] = ()  # names of the other communities that show it
    slug: str = ""  # of its own community, in the list of another

    @property
    def replies(self) -> int:
        """Posts after the first."""
        return max(self.post_count - 1, 0)

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

    @property
    def initials(self) -> str:
        return initials_of(self.author or "")

    @property
    def hue(self) -> int:
        return hue_of(self.author_handle or "")

    @property
    def marks(self) -> list[str]:
        """Names of the states that the row shows."""
        marks = ["announcement"] * (self.kind == "announcement")
        if self.pinned_at and not self.archived_at:
            marks.append("pinned")
        if self.duplicate_of_id:
            marks.append("duplicate")
        elif self.is_question and self.accepted_post_id:
            marks.append("answered")
        elif self.is_question and not self.closed_at:
            marks.append("unresolved" if self.replies else "unanswered")
        if self.archived_at:
            return [*marks, "archived"]
        says_so = self.duplicate_of_id or self.kind == "announcement"
        return [*marks, "closed"] if self.closed_at and not says_so else marks

    def unread_since(self, caught_up_at: datetime | None) -> int:
        """How many posts are new to the reader; 0 for readers who are not signed in and for muted topics."""
        if caught_up_at is None or self.follow == Follow.MUTED:
            return 0
        if self.done is None:
            return self.post_count if self.last_post_at > caught_up_at else 0
        return max(self.last_number - self.done, 0)

    @property
    def as_read(self) -> TopicRow:
        """The row without what is the reader's own: all who have read everything see the same."""
        return self._replace(done=None, follow=None)


def topic_rows(topics: QuerySet[Topic], actor: Actor, offset: int = 0, most: int = PAGE) -> list[TopicRow]:
    """The rows of a list of topics with, for a member, where they stopped in each. Two queries at most."""
    return with_places([TopicRow(*row) for row in _rows(topics, actor)[offset : offset + most]])


def _rows(topics: QuerySet[Topic], actor: Actor) -> QuerySet[Topic, Any]:
    if not actor.is_authenticated:
        return topics.values_list(*LISTED)
    topics = topics.annotate(mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)))
    return topics.values_list(*LISTED, F("mine__upto") + F("mine__gaps"), "mine__follow")


def with_readings(actor: Actor, rows: Sequence[TopicRow]) -> list[TopicRow]:
    """The rows of a page with, for a member, where they stopped in each topic. One query."""
    if not actor.is_authenticated or not rows:
        return list(rows)
    places = dict(zip(PLACES, (row.pk for row in rows), strict=False))
    found = {topic: (done, follow) for topic, done, follow in _READINGS(person=actor.pk, **NOWHERE | places) if follow}
    return [row._replace(done=found[row.pk][0], follow=found[row.pk][1]) if row.pk in found else row for row in rows]


def _readings(person: int, **topics: int) -> QuerySet[Topic, Any]:
    # Asked for one by one: PostgreSQL would otherwise go through all that a person has ever read
    mine = Reading.objects.filter(topic=OuterRef("pk"), person=person)
    done = Subquery(mine.annotate(done=F("upto") + F("gaps")).values("done"))
    follow = Subquery(mine.values("follow"))
    return Topic.objects.filter(pk__in=list(topics.values())).order_by().values_list("pk", done, follow)


PLACES = [f"topic{number}" for number in range(PAGE + 1)]
NOWHERE = dict.fromkeys(PLACES, 0)
_READINGS = Prepared(_readings, person=int, **dict.fromkeys(PLACES, int))


def community_page(actor: Actor, community: Community, only: str, number: int, now: str = "") -> list[TopicRow]:
    """A page of a community's list, and one row more when there are further ones. Two queries at most."""
    if not may_read(actor, community):
        return []
    return with_readings(actor, _LISTED(now, community.pk, only, number, community.shared_count > 0))


def _page(community: int, only: str, number: int, has_guests: bool) -> list[TopicRow]:
    rows = [TopicRow(*row) for row in _listed(only, number, has_guests)(community=community)]
    return with_places(rows, community)


@lru_cache(maxsize=64)
def _listed(only: str, number: int, has_guests: bool) -> Prepared:
    start = (number - 1) * PAGE
    if has_guests:
        return Prepared(lambda community: _with_guests(community, only, start).values_list(*LISTED), community=int)
    part = slice(start, start + PAGE + 1)
    return Prepared(lambda community: community_topics(community, only).values_list(*LISTED)[part], community=int)


_LISTED = UntilNext(_page)


def community_topics(community: int, only: str = "") -> QuerySet[Topic]:
    """The topics of a community's list; `only` is "", "archived", "unanswered" or "unresolved" (the oldest first)."""
    topics = Topic.objects.shown().filter(community=community)
    return _only(topics, only) if only else topics.current().freshest_first()


def _only(topics: TopicQuerySet, only: str) -> TopicQuerySet:
    if only == "archived":
        return topics.archived()
    return (topics.unanswered() if only == "unanswered" else topics.unresolved()).order_by("created_at", "pk")


def _with_guests(community: int, only: str, start: int) -> QuerySet[Topic]:
    """A page of the list with the topics that others share; what they have pinned at home is not pinned here."""
    own = community_topics(community, only)
    if only:
        shares = Share.objects.in_force().filter(topic=OuterRef("pk"), community=community)
        guests = Topic.objects.shown().filter(Exists(shares), share_count__gt=0)
        moment = "archived_at" if only == "archived" else "created_at"
        keyed = (each.annotate(key=F(moment)).values_list("id", "key") for each in (own, _only(guests, only)))
        way = "DESC" if only == "archived" else "ASC"
        found = first_of([arm(each, start + PAGE + 1) for each in keyed], f"key {way}, id {way}", PAGE + 1, start)
        return Topic.objects.filter(pk__in=found).order_by(*_ways(way, moment))
    here = own.annotate(key=F("last_post_at"), top=_on_top()).values_list("id", "key", "top")
    shared = Share.objects.current(community).annotate(top=Value(0)).values_list("topic_id", "last_post_at", "top")
    arms = [arm(here, start + PAGE + 1), arm(shared, start + PAGE + 1)]
    found = first_of(arms, "top DESC, key DESC, id DESC", PAGE + 1, start)
    return Topic.objects.filter(pk__in=found).order_by(_on_top(community=community).desc(), "-last_post_at", "-pk")


def _on_top(**where: int) -> Case:
    return Case(When(IS_PINNED, then=1, **where), default=0)


def _ways(way: str, moment: str) -> tuple[str, str]:
    return (f"-{moment}", "-pk") if way == "DESC" else (moment, "pk")


def followed_topics(person: User, which: str) -> QuerySet[Topic]:
    """A person's own topics: those they "started", "wrote" in or "follow", or what is "new" in their communities."""
    topics = Topic.objects.visible_to(person)
    if which == "new":
        done = Q(upto__gte=OuterRef("last_number") - F("gaps")) | Q(follow=Follow.MUTED)
        read = Reading.objects.filter(done, topic=OuterRef("pk"), person=person)
        here = Membership.objects.filter(person=person).values("community")
        shared = Share.objects.in_force().filter(topic=OuterRef("pk"), community__in=here)
        in_one = Q(community__in=here) | Q(share_count__gt=0) & Exists(shared)
        topics = topics.current().filter(in_one, ~Exists(read), last_post_at__gt=person.caught_up_at)
    elif which == "started":
        topics = topics.filter(author_id=person.pk)
    else:
        mine = Reading.objects.filter(person_id=person.pk)
        mine = mine.filter(has_written=True) if which == "wrote" else mine.filter(follow__in=FOLLOWED)
        topics = topics.filter(pk__in=mine.values("topic_id"))
    return topics.order_by("-last_post_at", "-pk")
