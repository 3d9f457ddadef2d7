"""What somebody said in rounds of the guide, and what becomes of it when they go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Section
from .models import Answer, TeamAnswer, Wording

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """Their answers, also those that they never shared; and what they wrote at answers of their teams."""
    mine = Answer.objects.filter(person=person).select_related("round__team", "question").order_by("pk")
    yield Section("guide_answers", _("Answers in the discussion guide"), [
        {"team": one.round.team.name, "round": one.round.number, "question": one.question.key, "step": one.step,
         "words": one.words, "role": one.role, "saved_at": one.saved_at, "shared_at": one.shared_at,
         "skipped_at": one.skipped_at, "reason": one.reason}
        for one in mine
    ])  # fmt: skip
    wrote = Wording.objects.filter(by=person).select_related("answer__round__team", "answer__question")
    yield Section("guide_team_answers", _("What you wrote at answers of your teams"), [
        {"team": one.answer.round.team.name, "question": one.answer.question.key, "field": one.field,
         "value": one.value, "at": one.at}
        for one in wrote
    ])  # fmt: skip
    after = TeamAnswer.objects.filter(owner=person).select_related("round__team", "question").order_by("pk")
    yield Section("guide_looked_after", _("Answers of your teams that you look after"), [
        {"team": one.round.team.name, "question": one.question.key, "revisit_on": one.revisit_on} for one in after
    ])  # fmt: skip


def forget(person: User, how: How) -> None:
    """What was not shared goes; what was shared stays as they choose, and its step without a name in the drawing."""
    mine = Answer.objects.filter(person=person)
    mine.filter(shared_at=None).delete()
    if how == How.REMOVE:
        mine.filter(drawn_at=None).delete()
        mine.update(words="")
    if how != How.KEEP:
        mine.update(person=None)
        Wording.objects.filter(by=person).update(by=None)
    TeamAnswer.objects.filter(owner=person).update(owner=None)
