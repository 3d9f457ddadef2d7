"""Whom two people both know, and the introductions of somebody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from ...core.communities.models import Community, Membership
from ...core.contact.queries import apart, recipients
from ...core.contact.rules import may_be_brought_to
from ...core.institutions.models import Belonging
from ...core.people.models import Said, User, folded
from ...core.people.rules import takes_part
from ...core.search.queries import open_to
from ...core.teams.models import Member
from .models import WAITING, Introduction
from .rules import REST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from ...core.contact.queries import Recipient

LOOKED_AT, SHOWN, LISTED = 60, 12, 60


@dataclass(frozen=True, slots=True)
class Between:
    """Somebody who could introduce: they know both, in places that the reader may see."""

    person: User
    places: Sequence[str]  # in which they know the other one


@dataclass(frozen=True, slots=True)
class _Circles:
    """Where people know each other."""

    communities: QuerySet[Community]
    teams: QuerySet[Member]
    shown: QuerySet[Said]  # who show where they work

    def knows(self) -> Q:
        """Those who belong to one of them."""
        here = Membership.objects.filter(community__in=self.communities.values("pk"))
        teams = Member.objects.filter(team__in=self.teams.values("team"))
        return Q(pk__in=here.values("person")) | Q(pk__in=teams.values("person"))

    def works_with(self, person: User) -> Q:
        """Those who work where somebody does, as far as they say so."""
        at = Belonging.objects.filter(person=person).values("institution")
        there = Belonging.objects.filter(institution__in=at, person__in=self.shown.values("person"))
        return Q(pk__in=there.values("person"))


def known_to_both(actor: User, other: User, text: str = "") -> list[Between]:
    """Whom `actor` could ask: near to them, near to `other` where `actor` may see it, and open to a message. 7 queries.

    A team counts only when all three are in it, a community when `actor` may read there.
    """
    shown = Said.objects.visible_to(actor).filter(field="institution")
    mine = _Circles(Community.objects.of(actor), Member.objects.filter(person=actor), shown)
    theirs = _circles_of(actor, other, shown)
    says_where = shown.filter(person=other).exists()
    near = mine.knows() | mine.works_with(actor)
    found = User.objects.visible_to(actor).filter(takes_part(), near).exclude(pk__in=[actor.pk, other.pk])
    found = found.filter(theirs.knows() | theirs.works_with(other) if says_where else theirs.knows())
    for word in folded(text).replace("-", " ").split()[:6]:
        found = found.filter(find_as__contains=f" {word}")
    rows = list(found.order_by(Lower("name"), "pk")[:LOOKED_AT])
    is_open = {one.pk for one in open_to(actor, rows)} - apart(other, rows)
    people = [one for one in rows if one.pk in is_open][:SHOWN]
    places = _places(theirs, other if says_where else None, people)
    return [Between(one, places[one.pk]) for one in people]


def _circles_of(actor: User, other: User, shown: QuerySet[Said]) -> _Circles:
    """Where `other` is known, as far as `actor` may see it."""
    ours = Member.objects.filter(person=other, team__in=Member.objects.filter(person=actor).values("team"))
    return _Circles(Community.objects.readable_by(actor).filter(memberships__person=other), ours, shown)


def _places(theirs: _Circles, works: User | None, people: Sequence[User]) -> dict[int, list[str]]:
    """Person -> names of the places in which each of them knows the other one."""
    found: dict[int, list[str]] = defaultdict(list)
    teams = Member.objects.filter(team__in=theirs.teams.values("team"), person__in=people)
    at = Belonging.objects.filter(person=works).values("institution")
    jobs = Belonging.objects.filter(institution__in=at, person__in=people)
    jobs = jobs.filter(person__in=theirs.shown.values("person"))
    here = Membership.objects.filter(community__in=theirs.communities.values("pk"), person__in=people)
    for rows, name in ((teams, "team__name"), (jobs, "institution__name"), (here, "community__name")):
        for person, words in rows.order_by(name).values_list("person", name):
            found[person].append(words)
    return found


def recipient(actor: User, other: User) -> Recipient:
    """Whether `other` can be told of `actor`. One query."""
    return recipients(actor, [other])[0]


def can_be_passed(one: Introduction) -> bool:
    """Whether `other` can be told of the asker now: nobody keeps apart, and not so soon again. Four queries."""
    lately = Introduction.objects.filter(asker=one.asker_id, other=one.other_id, passed_at__gt=timezone.now() - REST)
    both = (recipient(by, one.other) for by in (one.asker, one.between))
    return all(may_be_brought_to(to) for to in both) and can_meet(one) and not lately.exclude(pk=one.pk).exists()


def can_meet(one: Introduction) -> bool:
    """Whether the two may still be brought together: both are there, and neither has blocked the other. Two queries."""
    there = User.objects.filter(takes_part(), pk__in=[one.asker_id, one.other_id]).count()
    return there == 2 and not apart(one.asker, [one.other])


def waits(actor: User, other: User) -> bool:
    """Whether somebody has asked for the same, and it has not ended."""
    return Introduction.objects.filter(asker=actor, other=other, state__in=WAITING).exists()


def asked_today(actor: User) -> int:
    """How many introductions somebody asked for within a day."""
    return Introduction.objects.filter(asker=actor, asked_at__gt=timezone.now() - dt.timedelta(days=1)).count()


def mine(actor: User) -> list[Introduction]:
    """Those of somebody, the latest first, what waits before the rest."""
    rows = Introduction.objects.visible_to(actor).for_cards().order_by("-asked_at", "-pk")[:LISTED]
    return sorted(rows, key=lambda one: not one.waits)
