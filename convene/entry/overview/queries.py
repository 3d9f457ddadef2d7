"""What figures are counted from, and what pages show of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from ...core.communities.models import Community, Membership
from ...core.people.models import EVERYONE, MEMBERS, User
from ...features.discussions.models import Post, Reading, Topic
from .counting import WEEKS, Begun, Said, monday
from .models import Figures, Week

if TYPE_CHECKING:
    from ...core.people.models import Actor

FEW = 5  # smaller numbers of people are not shown
OLDEST = 5  # questions
WEEK = dt.timedelta(days=7)


def said(community: Community, since: dt.datetime) -> list[Said]:
    """Posts since then, without those of staff."""
    posts = Post.objects.filter(topic__community=community, topic__hidden_at=None, hidden_at=None)
    posts = posts.filter(created_at__gte=since, author__is_staff=False).order_by()
    return [Said(*row) for row in posts.values_list("topic_id", "author_id", "created_at").iterator(2000)]


def begun(community: Community, since: dt.datetime) -> list[Begun]:
    """Topics begun since then, without those of staff."""
    topics = Topic.objects.filter(community=community, hidden_at=None, created_at__gte=since, author__is_staff=False)
    return [Begun(*row) for row in topics.order_by().values_list("pk", "author_id", "created_at")]


def joined(community: Community) -> dict[int, dt.datetime]:
    """Member -> since when, without staff and closed accounts."""
    members = Membership.objects.active().filter(community=community, person__is_staff=False)
    return dict(members.values_list("person_id", "joined_at"))


def readers(community: Community, since: dt.datetime) -> set[int]:
    """Who has read something since then."""
    readings = Reading.objects.filter(topic__community=community, at__gte=since).order_by()
    return set(readings.values_list("person_id", flat=True).distinct())


def institutions(people: Collection[int]) -> list[str]:
    """Where these people work, as far as they show it to members."""
    found = set()
    for some in (list(people)[at : at + 500] for at in range(0, len(people), 500)):
        rows = User.objects.filter(pk__in=some).exclude(institution="").values_list("institution", "visibility")
        found |= {name.strip() for name, seen in rows if seen.get("institution", MEMBERS) in {EVERYONE, MEMBERS}}
    return sorted(found, key=str.casefold)


def shown(people: int) -> int | None:
    """A number of people, unless it is so small that it points at them."""
    return people if people >= FEW else None


class Row(NamedTuple):
    """The figures of a community as they may be shown; None for fewer than five people, or for no reply at all."""

    community: Community
    members: int | None
    newcomers: int | None
    newcomers_posted: int | None
    active: int | None
    hours: float | None
    quiet: int | None


NUMBERS = Row._fields[1:]


def rows() -> list[Row]:
    """All communities that figures were counted of, by name; the caller has asked who may know. One query."""
    counted = Figures.objects.select_related("community").defer("institutions", "topics").order_by("community__name")
    return [row_of(one) for one in counted]


def row_of(one: Figures) -> Row:
    """What may be shown of a community's figures."""
    return Row(
        one.community, shown(one.members), shown(one.newcomers), shown(one.newcomers_posted), shown(one.active),
        one.hours if one.hours_people >= FEW else None, shown(one.quiet),
    )  # fmt: skip


def medians(among: list[Row]) -> dict[str, float | None]:
    """The middle of all communities at work, where at least five have a number to show."""
    at_work = [row for row in among if not row.community.is_archived]
    found = {name: [value for row in at_work if (value := getattr(row, name)) is not None] for name in NUMBERS}
    return {name: median(values) if len(values) >= FEW else None for name, values in found.items()}


class WeekRow(NamedTuple):
    """A week as it may be shown; None for fewer than five people."""

    start: dt.date
    posts: int
    active: int | None
    hours: float | None


@dataclass(slots=True)
class Waiting:
    """Questions without a reply: how many of which age, and the oldest."""

    fresh: int  # up to a week
    older: int  # up to four weeks
    old: int
    oldest: list[Topic]

    @property
    def all(self) -> int:
        return self.fresh + self.older + self.old


def weeks(community: Community) -> list[WeekRow]:
    """The last half year, from the first week in which somebody wrote; silent weeks are there too. One query."""
    last = monday(timezone.now()) - WEEK
    known = {one.start: one for one in Week.objects.filter(community=community, start__gt=last - WEEKS * WEEK)}
    if not known:
        return []
    first = min(known)
    every = [first + WEEK * number for number in range((last - first).days // 7 + 1)]
    return [_week_row(known.get(start) or Week(start=start)) for start in every]


def _week_row(week: Week) -> WeekRow:
    return WeekRow(week.start, week.posts, shown(week.active), week.hours if week.hours_people >= FEW else None)


def waiting(actor: Actor, community: Community) -> Waiting:
    """Questions that nobody has replied to. Two queries, both along an index that holds nothing else."""
    now = timezone.now()
    asked = Topic.objects.shown().filter(community=community, accepted_post=None).unanswered().order_by("created_at")
    fresh, old = Q(created_at__gt=now - WEEK), Q(created_at__lte=now - 4 * WEEK)
    counts = asked.order_by().aggregate(fresh=Count("pk", fresh), old=Count("pk", old), all=Count("pk"))
    oldest = list(asked.visible_to(actor).select_related("community")[:OLDEST]) if counts["all"] else []
    return Waiting(counts["fresh"], counts["all"] - counts["fresh"] - counts["old"], counts["old"], oldest)


def lively(actor: Actor, figures: Figures) -> list[tuple[Topic, int]]:
    """The liveliest topics that are still there, with how much was written in 30 days. One query."""
    posts = dict(figures.topics)
    seen = Topic.objects.visible_to(actor).select_related("community").in_bulk(list(posts))
    return [(seen[pk], number) for pk, number in posts.items() if pk in seen]
