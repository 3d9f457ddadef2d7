"""Teams rate, and find where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.frameworks.models import Kind
from ...core.frameworks.queries import texts
from ...core.frameworks.texts.shapes import LEVELS
from ...core.ledger.actions import record
from ...core.notifications.actions import notify
from ...core.people.models import User
from ...core.rounds import actions as rounds
from ...core.rounds.models import Round
from ...core.teams.models import Member
from ...lib.errors import NotPossible
from ...lib.ruling import require
from . import rules
from .models import LONGEST, Finding, Rating, Sheet
from .queries.findings import found_by

if TYPE_CHECKING:
    import datetime as dt

    from ...core.teams.models import Team


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of the part with this key; without a level they cannot judge it."""

    key: str
    level: int | None = None
    needs: str = ""
    assets: str = ""
    evidence: str = ""

    @property
    def is_empty(self) -> bool:
        return self.level is None and not (self.needs.strip() or self.assets.strip() or self.evidence.strip())


@transaction.atomic
def begin(actor: User, team: Team) -> Round:
    """Begin a round of readiness."""
    require(rules.may_begin(actor, team))
    return rounds.begin(actor, team, kind=Kind.READINESS)


@transaction.atomic
def begin_moment(actor: User, team: Team, *, moment: str) -> Round:
    """Begin a round of the rubric at a moment that its text names. raises: NotPossible for another."""
    require(rules.may_begin(actor, team))
    text = texts().rubric
    if text and moment not in {one.key for one in text.moments}:
        raise NotPossible(_("Choose a moment that the rubric names."))
    return rounds.begin(actor, team, kind=Kind.RUBRIC, stage=moment)


@transaction.atomic
def keep(actor: User, round: Round, *, said: Iterable[Said]) -> Sheet:
    """Keep what one has so far; what was shared before is shared no more."""
    round = _held(round)
    require(rules.may_rate(actor, round))
    return _put(actor, round, list(said))


@transaction.atomic
def keep_draft(actor: User, round: Round, *, said: Iterable[Said]) -> Sheet:
    """Keep a draft while somebody is at it. What was shared stays shared. raises: NotPossible, if it was meanwhile."""
    round = _held(round)
    require(rules.may_rate(actor, round))
    if Sheet.objects.filter(round=round, person=actor, shared_at__isnull=False).exists():
        raise NotPossible(_("You have shared this meanwhile, on another page. Open this one again to change it."))
    return _put(actor, round, list(said))


@transaction.atomic
def share(
    actor: User, round: Round, *, said: Iterable[Said], is_named: bool = False, may_stand_alone: bool = False
) -> Sheet:
    """Let it count when the round is closed, with one's name beside what one wrote or without.

    In the rubric it counts for one's side, and a level above the first needs something that shows it; whoever is alone
    on their side is shown if they say so.

    raises: NotPossible where no level was chosen, or nothing shows it.
    """
    round = _held(round)
    require(rules.may_rate(actor, round))
    said = list(said)
    if all(one.level is None for one in said):
        raise NotPossible(_("Choose a level for at least one of them, then share."))
    if round.kind == Kind.RUBRIC and any((one.level or 1) > 1 and not one.evidence.strip() for one in said):
        raise NotPossible(_("Write down what shows it, for each level above the first. Without that it is a wish."))
    sheet = _put(actor, round, said)
    side = Member.objects.get(team=round.team_id, person=actor).side
    Sheet.objects.filter(pk=sheet.pk).update(
        shared_at=sheet.kept_at, is_named=is_named, side=side, may_stand_alone=may_stand_alone
    )
    return sheet


@transaction.atomic
def close(actor: User, round: Round, *, revisit_on: dt.date | None = None) -> None:
    """Close the round and work out, once and for good, what was found; everybody in the team is told."""
    round = _held(round)
    require(rules.may_finish(actor, round))
    rounds.close(actor, round, revisit_on=revisit_on)
    counted = Sheet.objects.filter(round=round).counted()
    Sheet.objects.filter(round=round).exclude(pk__in=counted.values("pk")).update(shared_at=None)
    Finding.objects.bulk_create(
        Finding(round=round, part_id=part, side=side, lowest=one.lowest, middle=one.middle, highest=one.highest)
        for (part, side), one in found_by(round).items()
    )
    entry = record(actor, "readiness.found", round)
    notify(entry, User.objects.filter(team_memberships__team=round.team_id), reason="found", group=round.group)


def _held(round: Round) -> Round:
    """The round as it stands, until this is done: nobody shares while somebody closes it."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("team", "edition")
    return rows.get(pk=round.pk, kind__in=(Kind.READINESS, Kind.RUBRIC))


def _put(actor: User, round: Round, said: list[Said]) -> Sheet:
    parts = dict(round.edition.parts.values_list("key", "pk"))
    if any(one.key not in parts or one.level not in {None, *range(1, LEVELS + 1)} for one in said):
        raise NotPossible(_("This round keeps to another version of the text. Open its page again."))
    sheet, is_new = Sheet.objects.update_or_create(
        round=round, person=actor,
        defaults={"kept_at": timezone.now(), "shared_at": None, "is_named": False, "may_stand_alone": False},
    )  # fmt: skip
    sheet.ratings.all().delete()
    Rating.objects.bulk_create(
        Rating(sheet=sheet, part_id=parts[one.key], level=one.level, needs=one.needs.strip()[:LONGEST],
               assets=one.assets.strip()[:LONGEST], evidence=one.evidence.strip()[:LONGEST])
        for one in said if not one.is_empty
    )  # fmt: skip
    if is_new:
        record(actor, "readiness.rated", round)  # once, so that no line tells what was kept, shared or taken back
    return sheet
