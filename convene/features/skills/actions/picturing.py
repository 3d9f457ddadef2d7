"""Keep what staff may see of the skills of the network. Nothing of it is noted in the ledger."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from ....core.institutions.models import Institution
from ....core.teams.models import Team
from ....lib.ruling import require
from .. import rules
from ..coverage import network
from ..coverage.team import LEAST, Band
from ..models import Counted, Picture, Release

if TYPE_CHECKING:
    from collections.abc import Collection

    from ....core.people.models import User


@transaction.atomic
def picture(actor: User | None, *, skills: Collection[str]) -> None:
    """Let each group of institutions say anew what it may, and form groups of those that are in none.

    It rests on nothing but what teams were shown of themselves: an institution lacks a skill when none of its teams has
    anybody who can do it. Those whose teams have not answered every skill in force wait, or stay as they were known.
    """
    require(rules.may_picture(actor))
    kept: dict[int, list[Picture]] = defaultdict(list)
    for one in Picture.objects.select_for_update().order_by("pk"):
        kept[one.group].append(one)
    now, known = _missing(skills), frozenset(skills)
    for group, before in kept.items():
        state = network.follow([one.as_known() for one in before], now, known)
        if state is not None:
            _keep(group, before[-1].kind, state)
    waiting = now.keys() - {int(one) for before in kept.values() for one in before[-1].missing}
    kinds = dict(Institution.objects.filter(pk__in=waiting).values_list("pk", "kind"))
    for group, (kind, inside) in enumerate(network.form(kinds), max(kept, default=0) + 1):
        _keep(group, kind, network.State(known, {one: now[one] for one in inside}))


def _keep(group: int, kind: str, state: network.State) -> None:
    Picture.objects.create(
        group=group, kind=kind, skills=sorted(state.skills), thin=sorted(state.thin),
        missing={str(one): sorted(keys) for one, keys in state.missing.items()},
    )  # fmt: skip


def _missing(skills: Collection[str]) -> dict[int, frozenset[str]]:
    """What is missing at each institution of which everything in force is known."""
    counted = Count("members", filter=Q(members__person__in=Counted.objects.values("person_id")))
    here = Coalesce("institution__merged_into", "institution")
    teams = dict(Team.objects.annotate(counted=counted).filter(counted__gte=LEAST).values_list("pk", here))
    bands: dict[int, dict[str, int]] = defaultdict(dict)
    last = {one.team_id: one for one in Release.objects.filter(team__in=teams).defer("able").order_by("pk")}
    for team, one in last.items():
        known = bands[teams[team]]
        for key, band in one.bands.items():
            known[key] = max(band, known.get(key, Band.GAP))
    return {
        institution: frozenset(key for key in skills if known[key] == Band.GAP)
        for institution, known in bands.items()
        if known.keys() >= set(skills)
    }
