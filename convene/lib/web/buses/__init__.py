"""How "something changed" travels from a web process or worker to `convene live`.

By Valkey where CACHE_URL is given, else by the notifications of PostgreSQL, else to a socket in DATA_DIR.
Each module can `send(texts)` within a transaction, and `listen(heard, ready)` for ever, calling `ready` once it hears.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Bus(Protocol):
    """What each of the modules offers."""

    send: Callable[[list[str]], None]
    listen: Callable[[Callable[[str], None], Callable[[], None]], Awaitable[None]]


@cache
def bus() -> Bus:
    """The one that this site uses."""
    is_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    name = "valkey" if settings.CACHE_URL else "postgres" if is_postgres else "nearby"
    return cast(Bus, import_module(f"{__name__}.{name}"))


def send(texts: list[str]) -> None:
    """Send once the transaction that is open commits."""
    if texts:
        bus().send(texts)
