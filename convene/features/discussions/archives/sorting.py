"""Tell the mails of a batch apart: those that are new here, and copies of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ....lib.mail.message import Message
from .mails import Copy, Mail, mail_of, names_of, references_of, sought
from .store import Store


@dataclass(slots=True)
class Sorted:
    """A batch without what is here already."""

    fresh: list[tuple[Message, Mail]] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)  # those that say more than is known
    duplicates: int = 0


def sort(messages: Iterable[tuple[Message, datetime]], store: Store, community: int) -> Sorted:
    """Sort readable messages, each with its time."""
    messages = list(messages)
    known = store.named({name for message, _at in messages for name in (*names_of(message), *sought(message))})
    come = {name: held for name, held in known.items() if held.key}
    found = Sorted()
    here: dict[bytes, Mail] = {}
    for message, at in messages:
        asked = sought(message)
        twin = next((here[name] for name in asked if name in here), None)
        names = {name for name in names_of(message) if name not in here and name not in come}
        if twin is not None:
            found.duplicates += 1
            twin.names |= names
            more = (name for name in references_of(message) if name not in twin.references)
            twin.references += tuple(name for name in more if name not in twin.names)
            here |= dict.fromkeys(names, twin)
            continue
        held = next((come[name] for name in asked if name in come), None)
        if held is not None and held.key:
            found.duplicates += 1
            references = [name for name in references_of(message) if name not in held.references]
            if names or references:
                found.copies.append(Copy(held.key, names, references))
            continue
        mail = mail_of(message, community, at)
        mail.names = names
        here |= dict.fromkeys(names, mail)
        found.fresh.append((message, mail))
    return found
