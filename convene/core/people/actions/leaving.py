"""Leaving for good: asked for, stopped, and done when the days of grace are over."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.web import live
from ...ledger.actions import record
from .. import rules
from ..models import GRACE, How, User
from ..parts import parts
from ..queries import to_settle

logger = logging.getLogger(__name__)


@transaction.atomic
def leave(actor: User, person: User, *, how: str) -> User:
    """Close an account in fourteen days: they are signed out everywhere, and whoever signs in again stays.

    how: what becomes of what they wrote, see `How`.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    is_making = person.exports.in_the_making().exists()
    require(rules.may_leave(actor, person, is_making=is_making, reasons=to_settle(person)))
    if how not in How.values:
        raise NotPossible(_("Say what is to become of what you wrote: keep it, make it anonymous, or remove it."))
    person.leaves_at, person.leaves_how = timezone.now() + GRACE, how
    person.save(update_fields=["leaves_at", "leaves_how"])
    person.sessions.all().delete()
    live.end_streams(person.pk)
    record(actor, "people.leaving", person, facts={"how": how})
    _tell(person, "leaving", by_staff=actor.pk != person.pk)
    return person


@transaction.atomic
def stay(actor: User, person: User) -> None:
    """Nothing is closed after all."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(rules.may_stay(actor, person))
    person.leaves_at, person.leaves_how = None, ""
    person.save(update_fields=["leaves_at", "leaves_how"])
    record(actor, "people.stayed", person)
    _tell(person, "stayed", by_staff=False)


@transaction.atomic
def forget(actor: None, person: User) -> bool:
    """Do what was asked for fourteen days ago, all of it or nothing; false where something has to be settled first."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(rules.may_forget(actor, person))
    if waiting := to_settle(person):
        logger.warning("Person %d cannot be forgotten yet: %s", person.pk, " ".join(waiting))
        return False
    how = How(person.leaves_how)
    record(None, "people.forgotten", person, facts={"how": how.value})
    for part in parts():
        part.forget(person, how)
    if how != How.KEEP:
        person.delete()
    return True


def _tell(person: User, verb: str, *, by_staff: bool) -> None:
    if not person.email:
        return
    with translation.override(person.language or settings.LANGUAGE_CODE):
        text = render_to_string(f"people/mail/{verb}.txt", {
            "person": person, "by_staff": by_staff, "network": settings.NETWORK_NAME, "site": settings.SITE_URL,
        })  # fmt: skip
    subject, _line, body = text.strip().partition("\n")
    send_mail(subject, body.strip(), None, [person.email])
