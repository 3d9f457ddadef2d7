"""What is new for a member, in as few queries as can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from ...core.communities.models import Community, Role
from ...core.communities.rules import roles_of
from ...core.ledger.head import UntilNext
from ...features.discussions.models import Draft, Follow, MovedPost, Post, Share, Topic
from ...features.discussions.queries import (
    LISTED,
    NOWHERE,
    PLACES,
    Arm,
    TopicRow,
    arm,
    first_of,
    with_places,
    with_readings,
)
from ...lib.database.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...core.people.models import User

PAGE = 20
ASKED = 5  # unanswered questions on the home page
MOST, MOST_GUESTS = 400, 90  # communities that are asked for at once; SQLite joins up to 500 parts


class Mine(NamedTuple):
    """A community that the viewer belongs to."""

    pk: int
    slug: str
    name: str
    short_name: str
    request_count: int
    shared_count: int

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
    others: list[Mine] = field(default_factory=list)  # whose discussions are shared with one's own

    @property
    def slug_of(self) -> dict[int, str]:
        return {one.pk: one.slug for one in (*self.communities, *self.others)}

    @property
    def name_of(self) -> dict[int, str]:
        return {one.pk: one.called for one in (*self.communities, *self.others)}


def news(person: User, page: int = 1, now: str = "") -> News:
    """What happened lately in one's communities, and what waits there. Five queries at most."""
    roles = roles_of(person)
    every = _ALL(now)
    found = News([one for one in every if one.pk in roles])
    if not found.communities:
        return found
    places, guests = _places(found.communities[:MOST])
    rows = _as_read(person, _LATEST(now, page, places, guests))
    found.rows, found.has_more = [row for row in rows[:PAGE] if row.follow != Follow.MUTED], len(rows) > PAGE
    found.fresh = sum(1 for row in found.rows if row.unread_since(person.caught_up_at))
    found.to_decide = [one for one in found.communities if one.request_count and roles[one.pk] == Role.LEADER]
    if page == 1:
        found.asked = [row for row in _ASKED(now, places, guests) if row.author_handle != person.handle][:ASKED]
    if guests:
        elsewhere = {row.community_id for row in (*found.rows, *found.asked)} - roles.keys()
        found.others = [one for one in every if one.pk in elsewhere]
    return found


def _as_read(person: User, rows: Sequence[TopicRow]) -> list[TopicRow]:
    """The rows with the number up to which the person has read, or said "all read"."""
    read, since = with_readings(person, rows), person.caught_up_at
    went_on = [row.pk for row in read if row.done is None and row.created_at <= since < row.last_post_at]
    if not went_on:
        return read
    done = dict(_READ_BY_THEN(since=since, **NOWHERE | dict(zip(PLACES, went_on, strict=False))))
    return [row._replace(done=done.get(row.pk, row.done)) for row in read]


def public_topics(now: str = "", most: int = 6) -> tuple[list[TopicRow], list[Mine]]:
    """The latest discussions that everybody may read, and the communities of these. Four queries at most."""
    return _PUBLIC(now, most)


def _public(most: int) -> tuple[list[TopicRow], list[Mine]]:
    public = [Mine(*row) for row in _EVERYBODYS()]
    if not public:
        return [], []
    places, guests = _places(public[:MOST])
    rows = _latest(1, places, guests)[:most]
    elsewhere = {row.community_id for row in rows} - set(places) if guests else set()
    others = [Mine(*row) for row in _EVERY()] if elsewhere else []
    return rows, [*public, *(one for one in others if one.pk in elsewhere)]


def _places(communities: Sequence[Mine]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of communities, and of those among them that show topics of others."""
    return tuple(one.pk for one in communities), tuple(one.pk for one in communities if one.shared_count)[:MOST_GUESTS]


# Said in full, because SQLite finds an index that holds nothing else only by its own words
NEWEST = "hidden_at IS NULL AND archived_at IS NULL", "last_post_at"
UNANSWERED = (
    "kind = 'question' AND post_count = 1 AND accepted_post_id IS NULL AND closed_at IS NULL AND hidden_at IS NULL",
    "created_at",
)


def _own(community: int, which: tuple[str, str], most: int) -> Arm:
    condition, moment = which
    table = Topic._meta.db_table
    sql = f"SELECT id, {moment} AS at FROM {table} WHERE community_id = %s AND {condition}"  # noqa: S608
    return f"{sql} ORDER BY {moment} DESC LIMIT {most}", [community]


def _shared(community: int, which: tuple[str, str], most: int) -> Arm:
    if which == NEWEST:
        return arm(Share.objects.current(community).values_list("topic_id", "last_post_at"), most)
    shared = Share.objects.in_force().filter(topic=OuterRef("pk"), community=community)
    waits = RawSQL(f"{which[0]} AND share_count > 0", [], output_field=BooleanField())  # noqa: S611
    asked = Topic.objects.filter(waits, Exists(shared)).order_by("-created_at")
    return arm(asked.values_list("id", "created_at"), most)


@lru_cache(maxsize=256)
def _newest(which: tuple[str, str], most: int, skip: int, places: int, guests: int) -> Prepared:
    def build(**communities: int) -> QuerySet[Topic, Any]:
        numbers = list(communities.values())
        arms = [_own(pk, which, skip + most) for pk in numbers[:places]]
        arms += [_shared(pk, which, skip + most) for pk in numbers[places:]]
        topics = Topic.objects.filter(pk__in=first_of(arms, "at DESC", most, skip))
        return topics.order_by(f"-{which[1]}", "-pk").values_list(*LISTED)

    return Prepared(build, **{f"place{number}": int for number in range(places + guests)})


def _ask(
    which: tuple[str, str], most: int, skip: int, places: tuple[int, ...], guests: tuple[int, ...]
) -> list[TopicRow]:
    """Of topics in some communities, and of those that others share with some of them."""
    rows = _newest(which, most, skip, len(places), len(guests))
    found = rows(**{f"place{number}": pk for number, pk in enumerate((*places, *guests))})
    return with_places([TopicRow(*row) for row in found])


def _latest(page: int, places: tuple[int, ...], guests: tuple[int, ...]) -> list[TopicRow]:
    """Topics by their last post, a page and one more."""
    return _ask(NEWEST, PAGE + 1, (page - 1) * PAGE, places, guests)


def _unanswered(places: tuple[int, ...], guests: tuple[int, ...]) -> list[TopicRow]:
    """Questions without a reply, the newest first; some more than are shown, since one's own are left out."""
    return _ask(UNANSWERED, 2 * ASKED, 0, places, guests)


def _read_by_then(since: datetime, **topics: int) -> QuerySet[Topic, Any]:
    then = Post.objects.filter(topic=OuterRef("pk"), created_at__lte=since).order_by("-number")
    gone = MovedPost.objects.filter(topic=OuterRef("pk"), number__gt=OuterRef("then")).order_by().values("topic")
    places = Topic.objects.filter(pk__in=list(topics.values())).annotate(then=Subquery(then.values("number")[:1]))
    moved = Coalesce(Subquery(gone.annotate(count=Count("pk")).values("count")), 0)
    return places.values_list("pk", F("then") + moved)


_LATEST, _ASKED, _PUBLIC = UntilNext(_latest), UntilNext(_unanswered), UntilNext(_public)
_EVERY = Prepared(lambda: Community.objects.values_list(*Mine._fields))
_EVERYBODYS = Prepared(lambda: Community.objects.readable_by(AnonymousUser()).values_list(*Mine._fields))
_ALL = UntilNext(lambda: [Mine(*row) for row in _EVERY()])
_READ_BY_THEN = Prepared(_read_by_then, since=datetime, **dict.fromkeys(PLACES, int))


def drafts(person: User) -> QuerySet[Draft]:
    """What one began to write, where one may still write it."""
    mine = Draft.objects.filter(person=person).select_related("community", "topic")
    new = Q(topic=None, community__in=Community.objects.readable_by(person))
    return mine.filter(new | Q(topic__in=Topic.objects.visible_to(person))).order_by("-saved_at")
