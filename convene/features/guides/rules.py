"""Who may see and do what in a round of the guide: a person's answer is theirs alone until they share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.rounds.rules import may_answer as is_open_to
from ...core.teams.rules import is_member
from ...lib.ruling import YES, Ruling, only_if, unless

if TYPE_CHECKING:
    from ...core.frameworks.models import Part
    from ...core.people.models import Actor
    from ...core.rounds.models import Round
    from .models import Answer


def visible(actor: Actor) -> Q:
    """What belongs to rounds of one's teams."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(round__team__in=actor.team_memberships.values("team_id"))


def may_answer(actor: Actor, round: Round, mine: Answer | None) -> Ruling:
    """Members answer while the round is open, each question once."""
    given = mine is not None and mine.shared_at is not None
    return is_open_to(actor, round) and unless(
        given, _("You have shared your answer. It stays as it is until the next round, so that nobody is talked round.")
    )


def may_see_others(mine: Answer | None) -> Ruling:
    """Nobody reads others before they have answered."""
    return only_if(
        mine is not None and mine.shared_at is not None,
        _("Share your own answer first. Nobody reads what colleagues say before that."),
    )


def may_draw(actor: Actor, round: Round, mine: Answer | None) -> Ruling:
    """Whoever is in the drawing, or will be, may ask for it."""
    return is_member(actor, round.team) and may_see_others(mine)


def may_see_team(round: Round, mine: Answer | None) -> Ruling:
    """The team's answer is for those who have answered or skipped, and for every member once the round is over."""
    done = mine is not None and (mine.shared_at or mine.skipped_at)
    return YES if done or not round.is_open else only_if(
        False, _("Answer first, or skip the question. Then you find here what the team says as one.")
    )


def may_decide(actor: Actor, round: Round, mine: Answer | None) -> Ruling:
    """Whoever sees the team's answer writes at it, while the round is open."""
    return is_open_to(actor, round) and may_see_team(round, mine)


def may_mark(actor: Actor, round: Round) -> Ruling:
    """Every member says that the team is stuck, or that a question is the partner's."""
    return is_open_to(actor, round)


def may_release(actor: Actor, round: Round, mine: Answer | None) -> Ruling:
    """Members who see the team's answer release it, also when the round is over."""
    return is_member(actor, round.team) and may_see_team(round, mine)


def channel(round: Round, question: Part) -> str:
    """Where those who may see the team's answer hear that something has changed."""
    return f"guides.question:{round.pk}-{question.pk}"
