"""Who may see and do what in mentoring. What two people agree on is theirs; the staff see numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from .models import Enrolment, Mentorship

ASKS_A_DAY = 3
PATIENCE = 30  # days until the same person is asked again
NOTHING = Q(pk__in=())


def visible(actor: Actor) -> Q:
    """Members see who offers or looks for mentoring now; everybody their own, even when it is hidden or over."""
    if not actor.pk:
        return NOTHING
    is_on = Q(hidden_at=None) & (Q(until_on=None) | Q(until_on__gte=timezone.localdate()))
    is_there = Q(
        person__is_active=True, person__suspended_at=None, person__leaves_at=None, person__merged_into=None,
        person__claimed_at__isnull=False,
    )  # fmt: skip
    return Q(person_id=actor.pk) | (is_on & is_there)


def visible_mentorships(actor: Actor) -> Q:
    """The two of them see it, and nobody else."""
    return Q(mentor_id=actor.pk) | Q(mentee_id=actor.pk) if actor.pk else NOTHING


def may_enrol(actor: Actor) -> Ruling:
    """Members offer mentoring, or look for it."""
    return only_if(actor.is_authenticated, _("Sign in to offer mentoring or to look for it."))


def may_change(actor: Actor, enrolment: Enrolment) -> Ruling:
    """Everybody looks after what they said themselves."""
    own = actor.is_authenticated and actor.pk == enrolment.person_id
    return only_if(own, _("Only the person who wrote this can change it."))


def may_ask(actor: Actor, enrolment: Enrolment, *, is_full: bool, asked_today: int, is_patient: bool) -> Ruling:
    """A mentor with a free place is asked by members; the sentence for a full one is that for a block as well.

    is_patient: whether these two have nothing open, and the last answer is some weeks old.
    """
    name = enrolment.person.name
    return (
        only_if(actor.is_authenticated, _("Sign in to ask for mentoring."))
        and unless(actor.pk == enrolment.person_id, _("You cannot ask yourself."))
        and only_if(
            is_patient,
            _("You have asked %(name)s already, or not long ago. Please give it some weeks."), name=name,
        )
        and unless(is_full, _("%(name)s has no free place at the moment. Somebody else may have one."), name=name)
        and unless(
            enrolment.from_on > timezone.localdate(),
            _("%(name)s has not begun yet. Come back on the day that is named here."), name=name,
        )
        and only_if(
            asked_today < ASKS_A_DAY,
            _("You have asked %(most)s people today. Give them a day to answer; tomorrow you can ask again."),
            most=ASKS_A_DAY,
        )
    )  # fmt: skip


def may_answer(actor: Actor, mentorship: Mentorship, verb: str, *, is_full: bool = False) -> Ruling:
    """Who may accept, decline, take back, complete or end it, and when."""
    who = {"accept": (mentorship.mentor_id,), "decline": (mentorship.mentor_id,), "take_back": (mentorship.mentee_id,)}
    waits = verb in who
    if actor.pk not in who.get(verb, (mentorship.mentor_id, mentorship.mentee_id)):
        return no(_("This is for the other one of you to do."))
    if mentorship.state != ("asked" if waits else "going"):
        return no(_("This was answered already. Look at the page again to see how it stands."))
    return unless(
        verb == "accept" and is_full,
        _("All your places are taken. End one, or offer more places, and accept then."),
    )


def may_count(actor: Actor) -> Ruling:
    """Staff see how many there are."""
    return only_if(actor.is_authenticated and actor.is_staff, _("This is for the staff of the network."))
