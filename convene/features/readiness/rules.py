"""Who may see and do what: ratings are their writer's alone, what was found by them is the team's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ...core.rounds.rules import may_answer, may_close
from ...core.rounds.rules import may_begin as may_begin

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.rounds.models import Round
    from ...lib.ruling import Ruling


def visible(actor: Actor) -> Q:
    """One's own sheets, shared or not; nobody sees another's."""
    return Q(person=actor.pk) if actor.is_authenticated else Q(pk__in=())


def may_rate(actor: Actor, round: Round) -> Ruling:
    """Members rate while the round is open."""
    return may_answer(actor, round)


def may_finish(actor: Actor, round: Round) -> Ruling:
    """Every member closes the round, by which its figures are worked out for good."""
    return may_close(actor, round)
