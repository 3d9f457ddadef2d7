"""What came of a dialogue, for pages, and who is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from ....core.communities.rules import KEEPS_ORDER
from ....core.people.models import User
from .. import rules
from ..models import Follower, Kind, Recommendation, Statement, Turn
from ..rules import OPEN_TO_ALL

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Dialogue


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation with what it rests on and what was told of it; `answer` is the newest one."""

    one: Recommendation
    statements: list[Statement]
    turns: list[Turn]

    @property
    def answer(self) -> Turn | None:
        """What was said last."""
        answers = [turn for turn in self.turns if turn.kind == Kind.ANSWERED]
        return answers[-1] if answers else None


def account_of(dialogue: Dialogue) -> list[Recommended]:
    """Every recommendation, in the order in which they were written. Three queries, or none."""
    if not dialogue.account_count:
        return []
    shown = Prefetch("statements", Statement.objects.shown().order_by("number"))
    rows = Recommendation.objects.filter(dialogue=dialogue).order_by("number").prefetch_related(shown, "turns")
    return [Recommended(one, list(one.statements.all()), list(one.turns.all())) for one in rows]


def follows(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether somebody asked to be told. One query for those who are signed in."""
    return bool(actor.pk) and Follower.objects.filter(dialogue=dialogue, person=actor.pk).exists()


def who_is_told(one: Recommendation) -> QuerySet[User]:
    """Who asked for it, wrote a statement that it rests on, or belongs to its team; all as far as they may read it."""
    dialogue = one.dialogue
    asked = Q(pk__in=Follower.objects.filter(dialogue=dialogue).values("person"))
    wrote = Q(pk__in=one.statements.shown().exclude(author=None).values("author"))
    team = Q(team_memberships__team=dialogue.team) if dialogue.team else Q(pk__in=())
    return _readers(dialogue).filter(asked | wrote | team).distinct()


def who_accounts_for(one: Recommendation) -> list[User]:
    """Who wrote it and who began the dialogue, if they run it still; otherwise everybody who does."""
    return _still_running(one.dialogue, one.written_by_id, one.dialogue.begun_by_id)


def who_reads(dialogue: Dialogue) -> list[User]:
    """Who is told that statements wait: who began it, if they run it still; otherwise everybody who does."""
    return _still_running(dialogue, dialogue.begun_by_id)


def who_is_asked(dialogue: Dialogue) -> QuerySet[User] | list[User]:
    """Those who belong where it is convened; nobody where only a code lets in, or the whole network is asked."""
    if dialogue.access == "codes":
        return []
    if dialogue.team:
        return User.objects.filter(team_memberships__team=dialogue.team)
    return User.objects.filter(memberships__community=dialogue.community) if dialogue.community else []


def _still_running(dialogue: Dialogue, *people: int | None) -> list[User]:
    near = User.objects.filter(pk__in=[pk for pk in people if pk])
    still = [person for person in near if rules.may_run(person, dialogue)]
    return still or list(_runners(dialogue))


def _readers(dialogue: Dialogue) -> QuerySet[User]:
    """Those who may open it, as `rules.visible` says of each of them."""
    place = dialogue.community
    if dialogue.access in OPEN_TO_ALL or (place and place.visibility == "public"):
        return User.objects.all()
    if dialogue.team:
        return User.objects.filter(team_memberships__team=dialogue.team)
    return User.objects.filter(Q(memberships__community=place) | Q(is_staff=True)) if place else User.objects.all()


def _runners(dialogue: Dialogue) -> QuerySet[User]:
    if dialogue.team:
        return User.objects.filter(team_memberships__team=dialogue.team)
    if dialogue.community:
        kept = dialogue.community.memberships.filter(role__in=KEEPS_ORDER)
        return User.objects.filter(pk__in=kept.values("person"))
    return User.objects.filter(is_staff=True)
