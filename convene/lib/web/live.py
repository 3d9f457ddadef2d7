"""Say "something changed here" to the pages that show it. Only ids travel; the page then asks for what it may see.

A page carries a token that names its channels (`mint`). Whoever changes something calls `publish` inside the
transaction, and `convene live` tells the browsers after the commit. Nothing depends on its arrival.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing

from .buses import send

TOKEN_SECONDS = 12 * 3600
SALT = "convene.live"
CHANNEL = re.compile(r"[a-z][a-z0-9_.-]*(:[A-Za-z0-9_-]+)?")  # "person:12", "discussions.topic:7"
SHORT = re.compile(r"[\w.:/-]{0,80}")  # an id or a code, never content
SIGNED_OUT = "signed-out"


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token allows: to hear of these channels, from the moment it was minted for twelve hours."""

    channels: tuple[str, ...]
    person_id: int | None
    minted_at: int  # seconds since 1970

    @property
    def ends_at(self) -> int:
        """When the stream ends, in seconds since 1970."""
        return self.minted_at + TOKEN_SECONDS


def mint(channels: Iterable[str], person_id: int | None) -> str:
    """A token for a page: its reader may hear of these channels. The view has checked that they may be seen."""
    names = sorted(set(channels))
    for name in names:
        _check(name)
    return signing.dumps([names, person_id, int(time.time())], salt=SALT)


def check(token: str) -> Pass:
    """What the token allows. Raises `django.core.signing.BadSignature` when it is false or too old."""
    names, person_id, minted_at = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    return Pass(tuple(names), person_id, minted_at)


def address(token: str) -> str:
    """Where a browser opens the stream."""
    return f"{settings.LIVE_URL}/live/?{urlencode({'token': token})}"


def publish(channel: str, message: Mapping[str, int | str] | None = None) -> None:
    """Tell whoever listens to `channel`, once the transaction that is open commits; `message` holds ids and codes."""
    publish_each({channel: message or {}})


def publish_each(messages: Mapping[str, Mapping[str, int | str]]) -> None:
    """The same for many channels at once, each with its own message."""
    send([_text(channel, message) for channel, message in messages.items()])


def _text(channel: str, message: Mapping[str, int | str]) -> str:
    _check(channel)
    for name, value in message.items():
        if isinstance(value, str) and not SHORT.fullmatch(value):
            raise ValueError(f"{name} must be an id or a short code, not {value!r}")
    return json.dumps({"channel": channel, **message})


def end_streams(person_id: int) -> None:
    """Close the streams of somebody who signed out or was suspended, and refuse the tokens minted so far."""
    publish(f"{SIGNED_OUT}:{person_id}")


def _check(channel: str) -> None:
    if not CHANNEL.fullmatch(channel):
        raise ValueError(f"not the name of a channel: {channel!r}")
