"""The mail to whoever leads a team from now on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from .holdings import Held, coming

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Team


def tell_lead(team: Team, person: User, *, left: Sequence[Held], before: str = "") -> None:
    """Mail what whoever led before had in hand, and what comes back; `before` is their name, unless it is forgotten."""
    if not person.email:
        return
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {
            "team": team, "before": before, "left": left, "coming": coming(team), "network": settings.NETWORK_NAME,
            "link": settings.SITE_URL + team.get_absolute_url(), "site": settings.SITE_URL,
        }  # fmt: skip
        subject = " ".join((_("You lead the team %(team)s now") % {"team": team.name}).split())
        EmailMessage(subject, render_to_string("teams/mail/led.txt", context), to=[person.email]).send()
