"""Suspending people, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ....lib.web import live
from ...ledger.actions import record
from .. import rules
from .saying import keep_said

if TYPE_CHECKING:
    from ..models import User


@transaction.atomic
def suspend(actor: User, person: User, *, reason: str) -> None:
    """Shut a member out: they are signed out everywhere at once and are told why."""
    require(rules.may_suspend(actor, person))
    reason = clean_name(reason, 400)
    if not reason:
        raise NotPossible(_("Say why, so that the person can understand it and answer."))
    person.suspended_at = timezone.now()
    person.suspended_because = reason
    person.is_active = False
    person.save(update_fields=["suspended_at", "suspended_because", "is_active"])
    keep_said(person)
    person.sessions.all().delete()
    live.end_streams(person.pk)
    record(actor, "people.suspended", person)
    _tell(person, "suspended")


@transaction.atomic
def end_session(actor: User, session: UserSession) -> None:
    """Sign a browser of one's own out, from another."""
    require(rules.may_end(actor, session))
    session.end()
    live.end_streams(actor.pk)
    record(actor, "people.signed_out", actor)


@transaction.atomic
def mend(actor: User, person: User, *, fields: Sequence[str]) -> None:
    """Keep what staff changed in these fields of an account."""
    require(rules.may_mend(actor))
    person.save()
    keep_said(person)
    record(actor, "people.profile_edited", person, facts={"fields": list(fields)})


@transaction.atomic
def reinstate(actor: User, person: User) -> None:
    """Let a suspended member in again."""
    require(rules.may_reinstate(actor, person))
    person.suspended_at = None
    person.suspended_because = ""
    person.is_active = True
    person.save(update_fields=["suspended_at", "suspended_because", "is_active"])
    keep_said(person)
    record(actor, "people.reinstated", person)
    _tell(person, "reinstated")


def _tell(person: User, verb: str) -> None:
    if not person.email:
        return
    with translation.override(person.language or settings.LANGUAGE_CODE):
        text = render_to_string(
            f"people/mail/{verb}.txt", {"person": person, "network": settings.NETWORK_NAME, "site": settings.SITE_URL}
        )
    subject, _line, body = text.strip().partition("\n")
    send_mail(subject, body.strip(), None, [person.email])
