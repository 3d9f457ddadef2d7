"""Everything that changes mentoring."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.ledger.actions import record
from ...core.notifications.actions import notify, read_group
from ...core.people.models import User, folded
from ...lib.errors import NotPossible
from ...lib.ruling import require
from ...lib.text.names import clean_name
from . import rules
from .models import Enrolment, Mentorship, Side, State
from .queries import asked_lately, asked_today, full_to

if TYPE_CHECKING:
    from collections.abc import Iterable

WAITING, A_WHILE = dt.timedelta(days=7), dt.timedelta(days=90)
DONE = {"accept": State.GOING, "decline": State.DECLINED, "take_back": State.TAKEN_BACK,
        "complete": State.COMPLETED, "abandon": State.ABANDONED}  # fmt: skip
VERBS = {"accept": "accepted", "decline": "declined", "take_back": "taken_back", "complete": "completed",
         "abandon": "abandoned"}  # fmt: skip


@transaction.atomic
def enrol(
    actor: User, *, side: str, about: str, from_on: dt.date, words: str = "", capacity: int = 1,
    until_on: dt.date | None = None,
) -> Enrolment:  # fmt: skip
    """Offer mentoring or look for it, or change what one said."""
    require(rules.may_enrol(actor))
    if side not in Side.values or not 1 <= capacity <= 10:
        raise NotPossible(_("Say how many people you would accompany at once: one to ten."))
    if until_on and until_on < from_on:
        raise NotPossible(_("The last day lies before the first. Please look at both."))
    subjects = ", ".join(dict.fromkeys(filter(None, (clean_name(word) for word in re.split(r"[,;\n]", about)))))
    if not subjects:
        raise NotPossible(_("Say what it is about: a subject or a skill, or several with commas between them."))
    said = {"about": subjects[:300], "words": clean_name(words, 600), "capacity": capacity, "from_on": from_on,
            "until_on": until_on, "find_as": _find_as(f"{subjects} {words}")}  # fmt: skip
    made, _is_new = Enrolment.objects.update_or_create(person=actor, side=side, defaults=said)
    record(actor, "mentoring.enrolled", made)
    return made


@transaction.atomic
def hide(actor: User, enrolment: Enrolment) -> None:
    """Stand on the page no more; what goes on between two people goes on."""
    require(rules.may_change(actor, enrolment))
    Enrolment.objects.filter(pk=enrolment.pk, hidden_at=None).update(hidden_at=timezone.now())
    record(actor, "mentoring.hidden", enrolment)


@transaction.atomic
def show(actor: User, enrolment: Enrolment) -> None:
    """Stand on the page again."""
    require(rules.may_change(actor, enrolment))
    Enrolment.objects.filter(pk=enrolment.pk).update(hidden_at=None)
    record(actor, "mentoring.shown", enrolment)


@transaction.atomic
def ask(actor: User, enrolment: Enrolment, *, words: str) -> Mentorship:
    """Ask a mentor; they are told, and answer with one press."""
    _hold(enrolment.person_id, actor.pk)
    require(rules.may_ask(
        actor, enrolment, is_full=bool(full_to(actor, [enrolment])), asked_today=asked_today(actor),
        is_patient=not asked_lately(actor, [enrolment.person]),
    ))  # fmt: skip
    said = clean_name(words, 600)
    if not said:
        raise NotPossible(_("Say in a sentence what you would like to work on together."))
    made = Mentorship.objects.create(
        mentor=enrolment.person, mentee=actor, words=said, remind_at=timezone.now() + WAITING
    )
    notify(record(actor, "mentoring.asked", made), [enrolment.person], reason="asked", group=made.group)
    return made


@transaction.atomic
def answer(actor: User, mentorship: Mentorship, *, verb: str) -> None:
    """Accept, decline, take back, complete or end it early; the other one is told.

    verb: a key of `DONE`.
    """
    _hold(mentorship.mentor_id, mentorship.mentee_id)
    here = Mentorship.objects.for_cards().get(pk=mentorship.pk)
    offers = Enrolment.objects.filter(person=here.mentor_id, side=Side.MENTOR).values_list("capacity", flat=True)
    taken = Mentorship.objects.filter(mentor=here.mentor_id, state=State.GOING).count()
    require(rules.may_answer(actor, here, verb, is_full=taken >= (offers.first() or 1)))
    here.state, now = DONE[verb], timezone.now()
    here.remind_at = now + A_WHILE if verb == "accept" else None
    if verb in {"accept", "decline"}:
        here.answered_at = now
    else:
        here.ended_at = now
    here.save(update_fields=["state", "remind_at", "answered_at", "ended_at"])
    read_group(actor, here.group)
    other = here.mentee if actor.pk == here.mentor_id else here.mentor
    notify(record(actor, f"mentoring.{VERBS[verb]}", here), [other], reason="answered", group=here.group)


@transaction.atomic
def remind(mentorship: Mentorship) -> None:
    """Say once that somebody waits for an answer, and after three months ask both whether it still goes on."""
    here = Mentorship.objects.select_for_update(of=("self",)).for_cards().get(pk=mentorship.pk)
    if here.remind_at is None or here.remind_at > timezone.now():
        return
    here.remind_at = None
    here.save(update_fields=["remind_at"])
    told = [here.mentor] if here.state == State.ASKED else [here.mentor, here.mentee]
    notify(record(None, "mentoring.reminded", here), told, reason="reminded", group=here.group)


def _hold(*people: int) -> None:
    """Two who ask or answer at the same moment come one after the other."""
    list(User.objects.filter(pk__in=people).order_by("pk").select_for_update().values_list("pk"))


def _find_as(text: str) -> str:
    words: Iterable[str] = filter(None, re.split(r"[\W_]+", folded(text)))
    return " ".join(["", *words])[:1000]
