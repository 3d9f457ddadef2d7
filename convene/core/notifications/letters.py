"""The link by which a mail lets its reader stop mails of its kind: signed, good for no other thing, and for ever."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "notifications.stop"


def stop_address(person: int, about: str) -> str:
    """Where one press stops the mails to this person about this kind of thing."""
    return settings.SITE_URL + reverse("notifications:stop", args=[signing.dumps([person, about], salt=SALT)])


def stopped_by(token: str) -> tuple[int, str]:
    """Whose mails a link stops, and about what. raises: LookupError for one that we did not make."""
    try:
        person, about = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise LookupError(token) from None
    return person, about


def stop_headers(address: str) -> dict[str, str]:
    """What tells a mail program where one press, by the program itself too, stops such mails (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
