"""Mentors whom a reader could ask about a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.help.offers import Offer
from ...core.people.subjects import subjects
from ...core.search.queries import turn
from .models import Enrolment, Side
from .queries import asked_lately, asked_today, full_to, line
from .rules import may_ask

if TYPE_CHECKING:
    from ...core.help.subjects import Subject
    from ...core.people.models import Actor

LOOKED_AT, FEW = 1000, 30


def mentors(actor: Actor, subject: Subject) -> list[Offer]:
    """Those with a free place whom `actor` may ask today, others first each day. Eight queries at most."""
    if not actor.is_authenticated:
        return []
    there = Enrolment.objects.visible_to(actor).filter(side=Side.MENTOR, from_on__lte=timezone.localdate())
    said = dict(there.exclude(person=actor).order_by("-since")[:LOOKED_AT].values_list("person", "about"))
    about = _about(said, subject) if said else {}
    if not about:
        return []
    some = sorted(about, key=turn)[:FEW]
    rows = sorted(there.filter(person__in=some).select_related("person"), key=lambda one: turn(one.person_id))
    full, waits, today = full_to(actor, rows), asked_lately(actor, [one.person for one in rows]), asked_today(actor)
    return [
        Offer(
            one.person, line(actor, one.person),
            _("mentors in %(words)s, and has a free place") % {"words": ", ".join(about[one.person_id])},
            reverse("mentoring:ask", args=[one.pk]), _("Ask for mentoring"),
        )
        for one in rows
        if may_ask(actor, one, is_full=one.pk in full, asked_today=today, is_patient=one.person_id not in waits)
    ]  # fmt: skip


def _about(said: dict[int, str], subject: Subject) -> dict[int, list[str]]:
    """What of it is about the subject: mentor -> their words."""
    known = subjects(subject.head)
    fits = {
        person: [words for words, key in known.told(about.split(", ")) if subject.fits(key, words)]
        for person, about in said.items()
    }
    return {person: words for person, words in fits.items() if words}
