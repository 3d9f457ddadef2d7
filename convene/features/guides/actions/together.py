"""Answer as a team: one answer, kept in every wording, and what is done with a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....core.rounds.models import Round
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ....lib.web import live
from .. import rules
from ..models import HERE_FOR, LONGEST, Answer, Became, Confidence, Look, TeamAnswer, Wording
from .drawing import take_in

if TYPE_CHECKING:
    from ....core.frameworks.models import Part



@transaction.atomic
def write(actor: User, round: Round, question: Part, *, said: Mapping[str, Any], upon: Mapping[str, int]) -> TeamAnswer:
    """Write at the team's answer, field by field; `upon` are the versions that the writer knows. raises: Clash."""
    require(rules.may_decide(actor, round, _mine(actor, round, question)))
    ours = _ours(round, question)
    fields = {field: _fits(field, value, ours) for field, value in said.items()}
    new = ours.take(fields, upon)
    if new:
        ours.released_at = None  # what leadership reads is what the team has released, to the letter
        ours.save()
        Wording.objects.bulk_create(
            Wording(answer=ours, field=field, value=str(fields[field] or ""), by=actor) for field in new
        )
        record(actor, "guides.decided", ours)
        live.publish(rules.channel(round, question))
    return ours


@transaction.atomic
def draw(actor: User, round: Round, question: Part) -> None:
    """Draw how the team answers with what is there, though one or two are missing."""
    require(rules.may_draw(actor, round, _mine(actor, round, question)))
    Round.objects.select_for_update().get(pk=round.pk)
    if not take_in(actor, round, question, at_once=True):
        raise NotPossible(_("The drawing takes in three new answers at a time. There are not three yet."))
    live.publish(rules.channel(round, question))


@transaction.atomic
def stuck(actor: User, round: Round, question: Part, *, is_so: bool) -> TeamAnswer:
    """Say that the team gets no further with a question, or that it does again."""
    require(rules.may_mark(actor, round))
    ours = _ours(round, question)
    ours.stuck_at = timezone.now() if is_so else None
    ours.save()
    entry = record(actor, "guides.stuck" if is_so else "guides.unstuck", ours)
    if is_so:
        notify(entry, _team(round), reason="stuck", group=round.group)
    return ours


@transaction.atomic
def ask_partner(actor: User, round: Round, question: Part, *, is_theirs: bool, ask: str = "") -> TeamAnswer:
    """Put a question on the list of what the partner is asked, with whom to ask; or take it off again."""
    require(rules.may_mark(actor, round))
    ours = _ours(round, question)
    ours.ask, ours.ask_at = (clean_name(ask, 200), timezone.now()) if is_theirs else ("", None)
    ours.save()
    record(actor, "guides.left_to_partner" if is_theirs else "guides.taken_back", ours)
    return ours


@transaction.atomic
def release(actor: User, round: Round, question: Part, *, is_so: bool) -> TeamAnswer:
    """Let the team's answer stand in the brief for leadership, or take it out again; the team is told."""
    ours = _ours(round, question)
    require(rules.may_release(actor, round, _mine(actor, round, question)))
    if is_so and not ours.words:
        raise NotPossible(_("The team has no answer here yet. Write one, then release it."))
    ours.released_at = timezone.now() if is_so else None
    ours.save()
    entry = record(actor, "guides.released" if is_so else "guides.held_back", ours)
    notify(entry, _team(round), reason="released", group=round.group)
    return ours


@transaction.atomic
def look(actor: User, round: Round, question: Part) -> None:
    """Note that somebody is at the team's answer; the others hear of it when they were not there before."""
    require(rules.may_see_team(round, _mine(actor, round, question)))
    now = timezone.now()
    been = Look.objects.filter(round=round, question=question, person=actor)
    if not been.filter(at__gt=now - HERE_FOR).update(at=now):
        Look.objects.update_or_create(round=round, question=question, person=actor, defaults={"at": now})
        live.publish(rules.channel(round, question))


def _ours(round: Round, question: Part) -> TeamAnswer:
    ours, _new = TeamAnswer.objects.select_for_update().get_or_create(round=round, question=question)
    return ours


def _mine(actor: User, round: Round, question: Part) -> Answer | None:
    return Answer.objects.filter(round=round, question=question, person=actor).first()


def _team(round: Round) -> Any:
    return User.objects.filter(team_memberships__team=round.team_id)


def _fits(field: str, value: Any, ours: TeamAnswer) -> Any:
    if field in CHOICES:
        return value if value in CHOICES[field] else ""
    if field == "words":
        value = str(value or "").replace("\r\n", "\n").strip()
        if len(value) > LONGEST:
            raise NotPossible(_("This is too long. Keep to about 600 words; the rest belongs into the conversation."))
    elif not value or value == getattr(ours, field):
        return value
    elif field == "owner_id" and not ours.round.team.members.filter(person=value).exists():
        raise NotPossible(_("Choose somebody who belongs to the team."))
    elif field == "revisit_on" and value <= timezone.localdate():
        raise NotPossible(_("Choose a day after today."))
    return value


CHOICES = {"confidence": Confidence.values, "became": Became.values}
