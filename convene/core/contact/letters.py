"""Mails from one member to another: they show an address only where its owner said so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from ..outbox.letters import ABOUT
from .queries import preference_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from ..people.models import User


def mail(
    person: User, subject: Promise, template: str, said: Mapping[str, Any], *, by: User, answer_to: str = ""
) -> None:
    """Keep a mail for whoever wants to hear by mail, in their language, with what caused it.

    subject: names `%(by)s`, the person whom the mail is about; answer_to: an address whose owner said so.
    """
    if not (person.email and person.is_active and person.claimed_at) or not preference_of(person).by_mail:
        return
    with translation.override(person.language or settings.LANGUAGE_CODE):
        headers = {ABOUT: str(by.pk), **({"Reply-To": answer_to} if answer_to else {})}
        whole = {"by": by, "answer_to": answer_to, "site": settings.SITE_URL, "network": settings.NETWORK_NAME, **said}
        words = " ".join((str(subject) % {"by": by.name}).split())
        EmailMessage(words, render_to_string(template, whole), to=[person.email], headers=headers).send()
