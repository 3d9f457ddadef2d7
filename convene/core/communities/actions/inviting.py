"""The mails that invite, and remind of an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ...notifications.letters import stop_headers
from ...outbox.letters import ABOUT
from .. import queries

if TYPE_CHECKING:
    from ..models import Invitation


def mail(invitation: Invitation, words: str) -> None:
    """Keep a mail for whoever is invited, worded as "invited" or "reminded"; one press in it declines."""
    community = invitation.community
    there = queries.what_is_there(community)
    decline = settings.SITE_URL + invitation.get_decline_url()
    context = {
        "invitation": invitation,
        "community": community,
        "link": settings.SITE_URL + invitation.get_absolute_url(),
        "decline": decline,
        "network": settings.NETWORK_NAME,
        "there": there,
    }
    names = {"person": invitation.invited_by, "community": community.name}
    subject = {
        "invited": _("%(person)s invites you to %(community)s"),
        "reminded": _("Your invitation to %(community)s, from %(person)s"),
    }[words]
    named = {invitation.invited_by_id, *(one.pk for one in there.leaders)}
    message = EmailMessage(
        " ".join((subject % names).split()),
        render_to_string(f"communities/mail/{words}.txt", context),
        to=[invitation.address],
        headers=stop_headers(decline) | {ABOUT: " ".join(map(str, sorted(named)))},
    )
    message.send()
