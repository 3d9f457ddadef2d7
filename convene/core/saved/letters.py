"""The links by which a mail lets its reader stop it: signed, good for no other thing, and for ever."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "saved.stop"


def stop_address(searches: Iterable[int]) -> str:
    """Where one press stops the mails of these searches."""
    return settings.SITE_URL + reverse("saved:stop", args=[signing.dumps(sorted(searches), salt=SALT)])


def searches_of(token: str) -> list[int]:
    """The searches that a link is about. raises: LookupError for one that we did not make."""
    try:
        found: list[int] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LookupError(token) from None
    return found
