"""`@handle` in a text: a link to a person who exists, and nothing in code, links or e-mail addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

HANDLE = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}[A-Za-z0-9])?"
EVERYBODY = frozenset({"all", "channel", "everybody", "everyone", "here"})

_AT = re.compile(rf"@({HANDLE})(?![@\w])")
_ANYWHERE = re.compile(rf"(?<![\w@/.+-])@({HANDLE})(?![@\w])")


def handles_in(source: str) -> list[str]:
    """Handles that might be mentioned, in small letters, each once; more than are, since code is not told apart yet."""
    return [handle for handle in dict.fromkeys(map(str.lower, _ANYWHERE.findall(source))) if handle not in EVERYBODY]


def mention(state: StateInline, silent: bool) -> bool:
    """Turn the `@handle` at this place into a link when its name is in `env["names"]`."""
    pos = state.pos
    if state.src[pos] != "@" or state.linkLevel:
        return False
    before = state.src[pos - 1] if pos else " "
    if before.isalnum() or before in "_@/.+-":
        return False
    found = _AT.match(state.src, pos)
    handle = found[1].lower() if found else ""
    if not found or handle not in state.env["names"]:
        return False
    if not silent:
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": f"/people/{handle}/", "class": "mention"}
        opened.markup = "mention"
        opened.info = "auto"
        text = state.push("text", "", 0)
        text.content = "@" + (state.env["names"][handle] or handle)
        state.push("link_close", "a", -1).info = "auto"
    state.pos = found.end()
    return True
