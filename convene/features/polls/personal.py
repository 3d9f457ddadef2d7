"""What somebody asked and how they voted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Section
from .models import Outcome, Poll, Review, Stance

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """Their polls, votes, outcomes and reviews. What they chose without a name nobody can find, we neither."""
    yield Section("asked_of_others", _("Polls and proposals"), [
        {"asked": one.title, "in_full": one.details, "kind": one.kind, "opened_at": one.opened_at,
         "closes_at": one.closes_at}
        for one in Poll.objects.filter(caller=person).order_by("pk")
    ])  # fmt: skip
    yield Section("stances", _("Votes"), [
        {"asked": one.poll.title, "without_name": one.poll.is_anonymous, "reason": one.reason, "at": one.at,
         "chosen": {one.poll.answers.get(key, key): number for key, number in one.choices.items()}}
        for one in Stance.objects.filter(person=person).select_related("poll").order_by("pk")
    ])  # fmt: skip
    yield Section("outcomes", _("Outcomes"), [
        {"asked": one.poll.title, "outcome": one.text, "written_at": one.written_at, "review_on": one.review_on}
        for one in Outcome.objects.filter(written_by=person).select_related("poll").order_by("pk")
    ])  # fmt: skip
    yield Section("outcome_reviews", _("Reviews of outcomes"), [
        {"asked": one.outcome.poll.title, "found": one.state, "words": one.words, "at": one.at}
        for one in Review.objects.filter(by=person).select_related("outcome__poll").order_by("pk")
    ])  # fmt: skip


def forget(person: User, how: How) -> None:
    """Votes count on, without a name and without the reason where that was wished; polls stay those of their place."""
    if how == How.KEEP:
        return
    if how == How.REMOVE:
        Stance.objects.filter(person=person).update(reason="")
        Review.objects.filter(by=person).update(words="")
    Stance.objects.filter(person=person).update(person=None)
    Review.objects.filter(by=person).update(by=None)
    Poll.objects.filter(caller=person).update(caller=None)
    Outcome.objects.filter(written_by=person).update(written_by=None)
