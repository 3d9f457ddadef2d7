"""Post a letter, kept with what caused it; and what becomes of it when a worker carries it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import cast

from django.core.mail import EmailMessage
from django.core.mail.message import SafeMIMEText, sanitize_address
from django.db.models import QuerySet
from django.utils import timezone

from . import retries
from .models import Letter, LetterQuerySet
from .postman import Postman, Refused

logger = logging.getLogger(__name__)
KEY, THREAD, ABOUT = "Outbox-Key", "Outbox-Thread", "Outbox-About"  # headers that are taken off before sending


def post(message: EmailMessage, *, key: str = "", thread: str = "", using: str | None = None) -> list[Letter]:
    """Keep one letter for each person that the message goes to, in the transaction that is open.

    The same key is kept once for each person; letters with the same thread reach a person in the order of posting.
    The header Outbox-About holds the numbers of the people whom the letter names, with a space between them.
    """
    headers = message.extra_headers
    key, thread = key or headers.pop(KEY, ""), thread or headers.pop(THREAD, "")
    encoding = message.encoding or "utf-8"
    about = [int(number) for number in headers.pop(ABOUT, "").split()]
    content = cast(SafeMIMEText, message.message())
    fields = {
        "sender": envelope(message.from_email, encoding),
        "subject": " ".join(message.subject.split())[:300],
        "message": content.as_bytes(linesep="\r\n"),
        "thread": thread[:200],
        "about": about,
    }
    rows = Letter.objects.using(using)
    return [_keep(rows, envelope(person, encoding), key, fields) for person in dict.fromkeys(message.recipients())]


def envelope(address: str, encoding: str = "utf-8") -> str:
    """The bare address, its domain in ASCII. Raises ValueError when it is none."""
    bare = parseaddr(sanitize_address(address, encoding))[1]
    if not bare:
        raise ValueError(f"not an address: {address!r}")
    return bare


def _keep(rows: QuerySet[Letter], recipient: str, key: str, fields: dict[str, object]) -> Letter:
    if not key:
        return rows.create(recipient=recipient, **fields)
    own_key = f"{key} {recipient}"[:200]
    return rows.get_or_create(key=own_key, defaults={"recipient": recipient, **fields})[0]


def send(letter: Letter, postman: Postman) -> dict[str, object]:
    """Carry the letter; returns the values to keep, to be given to `keep`. Raises ServerUnavailable."""
    now = timezone.now()
    try:
        postman.carry(letter)
    except Refused as no:
        attempts = letter.attempts + 1
        is_over = no.is_final or now - letter.created_at > retries.LETTER_PATIENCE
        logger.warning("%s was refused: %s", letter, no)
        later = now + retries.before_letter(attempts)
        return {"attempts": attempts, "last_error": str(no), "next_at": later, "failed_at": now if is_over else None}
    return {"attempts": letter.attempts + 1, "last_error": "", "sent_at": timezone.now()}


def keep(letters: Sequence[Letter], outcome: dict[str, object]) -> None:
    """Write down what became of letters that this worker holds, and end the claim."""
    for letter in letters:
        mine = LetterQuerySet(Letter).waiting().filter(pk=letter.pk, claimed_by=letter.claimed_by)
        mine.update(claimed_until=None, **outcome)


def give_up_old(now: datetime) -> int:
    """Fail the letters that no server took for days; returns how many."""
    return LetterQuerySet(Letter).waiting().filter(created_at__lt=now - retries.LETTER_PATIENCE).update(failed_at=now)


def try_again(failed: LetterQuerySet) -> int:
    """Let letters that were refused or given up go out once more; returns how many."""
    now = timezone.now()
    return failed.failed().update(failed_at=None, attempts=0, next_at=now, created_at=now, claimed_until=None)
