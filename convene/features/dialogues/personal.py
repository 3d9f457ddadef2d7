"""Statements that somebody wrote while signed in, and dialogues that they began. Votes lead to nobody, here as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Section
from .models import Decision, Dialogue, Follower, Recommendation, Statement, Turn

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """What they wrote and began; their votes are not known to be theirs."""
    written = Statement.objects.filter(author=person).select_related("dialogue").order_by("pk")
    yield Section("statements", _("Statements in dialogues"), [
        {"dialogue": one.dialogue.question, "text": one.text, "written_on": one.written_on,
         "became": one.get_verdict_display(), "reason": one.get_reason_display(), "note": one.note}
        for one in written
    ])  # fmt: skip
    begun = Dialogue.objects.filter(begun_by=person).order_by("pk")
    yield Section("dialogues", _("Dialogues that you began"), [
        {"question": one.question, "convener": one.convener, "outcome": one.outcome, "background": one.background,
         "policy": one.policy, "begun_at": one.begun_at, "published_at": one.published_at, "closes_at": one.closes_at}
        for one in begun
    ])  # fmt: skip
    decided = Decision.objects.filter(by=person).select_related("statement").order_by("pk")
    yield Section("statement_decisions", _("Decisions about statements"), [
        {"statement": one.statement.text, "decided": one.get_verdict_display(), "reason": one.get_reason_display(),
         "note": one.note, "at": one.at}
        for one in decided
    ])  # fmt: skip
    yield from _accounted(person)


def _accounted(person: User) -> Iterator[Section]:
    """What they wrote of what came of dialogues, and of which they asked to be told."""
    recommended = Recommendation.objects.filter(written_by=person).select_related("dialogue").order_by("pk")
    yield Section("recommendations", _("Recommendations from dialogues"), [
        {"dialogue": one.dialogue.question, "text": one.text, "asked_of": one.asked_of, "answer_by": one.answer_by,
         "written_at": one.written_at}
        for one in recommended
    ])  # fmt: skip
    told = Turn.objects.filter(written_by=person).select_related("recommendation").order_by("pk")
    yield Section("recommendation_turns", _("What you wrote of recommendations"), [
        {"recommendation": one.recommendation.text, "kind": one.get_kind_display(), "on": one.on, "who": one.who,
         "decided": one.get_decision_display(), "words": one.words, "written_at": one.written_at}
        for one in told
    ])  # fmt: skip
    followed = Follower.objects.filter(person=person).select_related("dialogue").order_by("pk")
    yield Section(
        "dialogues_followed",
        _("Dialogues of which you asked to be told what becomes"),
        [{"question": one.dialogue.question} for one in followed],
    )


def forget(person: User, how: How) -> None:
    """Statements stand without a name anyway; that they were theirs is forgotten, however they leave."""
    Statement.objects.filter(author=person).update(author=None)
    Dialogue.objects.filter(begun_by=person).update(begun_by=None)
    Follower.objects.filter(person=person).delete()
    if how != How.KEEP:
        Recommendation.objects.filter(written_by=person).update(written_by=None)
        Turn.objects.filter(written_by=person).update(written_by=None)
        Decision.objects.filter(by=person).update(by=None)
