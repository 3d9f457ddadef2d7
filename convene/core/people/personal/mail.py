"""Mail that is kept for some weeks."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.policy import default
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...outbox.models import Letter
from ..parts import Section
from ..queries import addresses_of

if TYPE_CHECKING:
    from ..models import How, User


def given(person: User) -> Iterator[Section]:
    """The mails that went to the person."""
    letters = Letter.objects.filter(recipient__in=addresses_of(person)).order_by("pk")
    yield Section("mail", _("Mail to you in the last weeks"), [
        {"written_at": one.created_at, "sent_at": one.sent_at, "subject": one.subject, "text": _text(one)}
        for one in letters
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """Mail to the person, and mail to others that names them: it has been read, or is for nobody any more."""
    addresses = addresses_of(person)
    Letter.objects.filter(recipient__in=addresses).delete()
    names = _named(person, addresses)
    every = Letter.objects.order_by("pk").iterator(chunk_size=200)
    about = [one.pk for one in every if person.pk in one.about or names.search(_all_of(one))]
    Letter.objects.filter(pk__in=about).delete()


def _named(person: User, addresses: list[str]) -> re.Pattern[str]:
    """What can mean nobody else: addresses, the handle where it stands for a person, a name of several words.

    A name of one word may be any word ("May", "Will"): of that a letter is known to speak by `Letter.about` alone.
    """
    ways = [rf"(?i:(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w))" for address in addresses]
    ways.append(rf"(?i:(?:@|/people/){re.escape(person.handle)}(?![\w-]))")
    if len(words := person.name.split()) > 1:
        name = r"\s+".join(map(re.escape, words))  # a line may end within it
        ways.append(rf"(?<!\w){name}(?!\w)")
    return re.compile("|".join(ways))


def _all_of(letter: Letter) -> str:
    return f"{letter.sender} {letter.subject} {letter.last_error} {_text(letter)}"


def _text(letter: Letter) -> str:
    message = email.message_from_bytes(bytes(letter.message), policy=default)
    return "\n".join(str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text")
