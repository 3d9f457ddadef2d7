"""What is in force for a person in a community."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from ....lib.database.prepared import Prepared
from ...people.models import User
from ..kinds import Activity, kinds
from ..models import Cause, Item, Mode, PersonMode, Policy, Standing, State

if TYPE_CHECKING:
    from datetime import datetime

    from ...communities.models import Community
    from ...people.models import Actor

BEGINS = Mode.REPORTED
TROUBLE = timedelta(days=30)  # how long a refusal keeps somebody a newcomer


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy of a community: its own word, else the site's, else what a site begins with."""

    mode: str = BEGINS
    hide_after: int = 3
    first_held: int = 0
    days: int = 3
    posts: int = 3
    reads: int = 3
    links: int = 3
    mentions: int = 5
    files: int = 4
    posts_a_day: int = 10


SAID = [field.name for field in fields(InForce)]


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a newcomer has come: what they did, and what it takes."""

    days: int
    activity: Activity
    in_trouble: bool
    policy: InForce

    @property
    def has_grown(self) -> bool:
        """Whether the limits lift now."""
        return not self.in_trouble and not any(self.missing.values())

    @property
    def missing(self) -> dict[str, int]:
        """What is still to come: days, posts, reads."""
        need, done = self.policy, self.activity
        return {
            "days": max(need.days - self.days, 0),
            "posts": max(need.posts - done.published, 0),
            "reads": max(need.reads - done.read, 0),
        }


def in_force(community: Community | None) -> InForce:
    """What holds in a community, or (None) on the site. One query."""
    rows = _POLICIES(community=community.pk if community else 0)
    own, site = _sorted(rows)
    return combined(own, site)


def combined(own: dict[str, Any], site: dict[str, Any]) -> InForce:
    """The community's word before the site's, the site's before what a site begins with."""
    said = {name: value for policy in (site, own) for name in SAID if (value := policy.get(name)) is not None}
    return InForce(**said)


def _sorted(rows: list[tuple[Any, ...]]) -> tuple[dict[str, Any], dict[str, Any]]:
    own: dict[str, Any] = {}
    site: dict[str, Any] = {}
    for community, *values in rows:
        (own if community else site).update(zip(SAID, values, strict=True))
    return own, site


_POLICIES = Prepared(
    lambda community: Policy.objects.filter(Q(community=community) | Q(community=None)).values_list(
        "community_id", *SAID
    ),
    community=int,
)


@dataclass(frozen=True, slots=True)
class Personal:
    """What is known of one person in one community."""

    mode: str = ""  # PersonMode, the community's word before the site's
    has_grown: bool = False


def personal(person: User, community: Community) -> Personal:
    """How a person stands in a community. One query."""
    mode, everywhere, grown = "", "", False
    for here, value, grown_at in _STANDINGS(person=person.pk, community=community.pk):
        if here:
            mode = value
        else:
            everywhere, grown = value, grown_at is not None
    return Personal(mode or everywhere, grown)


_STANDINGS = Prepared(
    lambda person, community: Standing.objects.filter(
        Q(community=community) | Q(community=None), person=person
    ).values_list("community_id", "mode", "grown_at"),
    person=int, community=int,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that decides how what a person writes in a community appears."""

    policy: InForce
    personal: Personal
    words: list[list[Any]]  # pattern, whether it is an expression, what it does


def circumstances(person: User, community: Community | None) -> Circumstances:
    """What is in force for a person in a community, or (None) on the site. One query."""
    rows = _CIRCUMSTANCES(person=person.pk, community=community.pk if community else 0)
    ((here, everywhere, grown_at, own, site),) = rows
    said = [policy or {} for policy in (own, site)]
    words = [word for policy in said for word in _list(policy.get("words", []))]
    return Circumstances(combined(*said), Personal(here or everywhere or "", grown_at is not None), words)


def _list(words: Any) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(words) if isinstance(words, str) else words
    return found


def _circumstances(person: int, community: int) -> QuerySet[User, Any]:
    standing = Standing.objects.filter(person=OuterRef("pk"))
    policy = JSONObject(**{name: name for name in (*SAID, "words")})
    return User.objects.filter(pk=person).values_list(
        Subquery(standing.filter(community=community).values("mode")[:1]),
        Subquery(standing.filter(community=None).values("mode")[:1]),
        Subquery(standing.filter(community=None).values("grown_at")[:1]),
        Subquery(Policy.objects.filter(community=community).values(said=policy)[:1]),
        Subquery(Policy.objects.filter(community=None).values(said=policy)[:1]),
    )


_CIRCUMSTANCES = Prepared(_circumstances, person=int, community=int)


def mode_for(person: str, community: str | None, site: str | None) -> str:
    """What happens to a post: the person's word before the community's, the community's before the site's."""
    if person == PersonMode.HELD:
        return Mode.HELD
    if person == PersonMode.TRUSTED:
        return Mode.NONE
    return community or site or BEGINS


def trust_of(person: User, policy: InForce, now: datetime | None = None) -> Trust:
    """How far somebody has come; asks each feature what the person did."""
    now = now or timezone.now()
    done = [kind.activity(person, now - timedelta(days=1)) for kind in kinds()]
    activity = Activity(
        sum(one.published for one in done), sum(one.lately for one in done), sum(one.read for one in done)
    )
    refused = Item.objects.filter(author=person, state=State.REFUSED, decided_at__gt=now - TROUBLE)
    since = person.claimed_at or person.created_at
    return Trust((now - since).days, activity, refused.exists(), policy)


def own_here(person: Actor, place: str) -> list[Item]:
    """What a person wrote in a place and is not published: for them alone, in its place. None held costs no query."""
    if not person.is_authenticated or not person.held_count:
        return []
    return list(Item.objects.unpublished().filter(author=person, place=place).order_by("created_at"))


def hides_by_reports(item: Item, policy: InForce) -> bool:
    """Whether the reports that nobody has answered are enough to take something down until somebody looks."""
    known = personal(item.author, item.community).mode if item.author else ""
    mode = mode_for(known, policy.mode, None)
    return item.cause != Cause.HELD and mode != Mode.NONE and item.report_count >= policy.hide_after


def site_trust(person: User) -> Trust | None:
    """How far a newcomer has come on the site; None for whoever is none any more, and for staff."""
    grown = Standing.objects.filter(person=person, community=None).exclude(grown_at=None, mode="")
    if person.is_staff or grown.exists():
        return None
    trust = trust_of(person, in_force(None))
    return None if trust.has_grown else trust
