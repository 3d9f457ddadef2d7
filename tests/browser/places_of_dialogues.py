"""Pages of dialogues, as each kind of reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

Places = dict[str, Any]
LIST = "dialogues:list"


def visitor(at: Places) -> Iterator[str]:
    """Open to all with the link: what is asked, who can know what; nothing voted on this device."""
    yield from (reverse(LIST), reverse(LIST) + "?community=citizen-science")
    yield from (_of(name, at["dialogue"]) for name in ("dialogue", "mine", "log", "results", "report", "wall", "account"))
    yield from (_of(name, at["dialogue_closed"]) for name in ("results", "report", "wall", "account"))
    yield from (_of("embed", at["dialogue"]), _of("embed_mine", at["dialogue"]), at["kiosk"])
    yield from (_of("dialogue", at[f"dialogue_{name}"]) for name in ("codes", "closed", "members"))


def newcomer(at: Places) -> Iterator[str]:
    """Who belongs to no place where one convenes."""
    yield from (reverse(LIST), _of("dialogue", at["dialogue_members"]), reverse("dialogues:convene"))


def member(at: Places) -> Iterator[str]:
    """Somebody who has voted among members: the next statement, what they voted, what they wrote."""
    yield from (_of(name, at["dialogue_members"]) for name in ("dialogue", "mine", "say"))
    yield from (_of(name, at["dialogue_done"]) for name in ("dialogue", "mine", "account"))


def leader(at: Places) -> Iterator[str]:
    """Somebody who convenes."""
    yield from (reverse(LIST), reverse("dialogues:convene"))
    for which in ("dialogue", "dialogue_draft", "dialogue_closed"):
        yield _of("manage", at[which])
    yield from (_of("edit", at["dialogue"]), _of("edit", at["dialogue_draft"]), _of("codes", at["dialogue_codes"]))
    yield from (_of(name, at["dialogue"]) for name in ("queue", "watch", "log", "paper", "slips", "places", "translations"))
    yield from (_of("paper", at[f"dialogue_{which}"]) for which in ("codes", "members"))
    yield from (_of("wall", at[which]) for which in ("dialogue", "dialogue_draft"))
    yield _of("queue", at["dialogue_members"]) + "?show=refused"
    yield _of("watch", at["dialogue_members"])
    yield from (_of("account", at[name]) for name in ("dialogue", "dialogue_closed", "dialogue_draft"))
    yield from (_of(name, at["dialogue_closed"]) for name in ("recommend", "data"))
    for name in ("answer", "became", "change"):
        yield reverse(f"dialogues:{name}", args=[at["dialogue_closed"], 1])
    yield reverse("dialogues:reword", args=[at["dialogue_draft"], 1])


def _of(name: str, slug: str) -> str:
    return reverse(f"dialogues:{name}", args=[slug])
