"""The link by which a mail lets its reader stop such mails: signed, good for no other thing, and for ever."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

SIGNER = signing.Signer(salt="polls.stop")


def stop_address(person: int) -> str:
    """Where one press stops the mails to this person."""
    return settings.SITE_URL + reverse("polls:stop", args=[SIGNER.sign(str(person))])


def person_of(token: str) -> int:
    """Whom a link is about. raises: LookupError for one that we did not make."""
    try:
        return int(SIGNER.unsign(token))
    except signing.BadSignature:
        raise LookupError(token) from None
