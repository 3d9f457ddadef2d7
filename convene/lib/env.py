"""Settings come from the environment, each read once, by name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable that Convene reads; `docs/settings.md` is written from these."""

    name: str
    default: str
    help: str


KNOWN: dict[str, Setting] = {}


def text(name: str, default: str = "", *, help: str) -> str:
    """The variable's value; `NAME_FILE` may name a file that holds it (for secrets)."""
    KNOWN[name] = Setting(name, default, help)
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def hand_down(name: str, value: str) -> None:
    """Have a library read this, unless the machine says otherwise."""
    os.environ.setdefault(name, value)


def boolean(name: str, default: bool, *, help: str) -> bool:
    """1, true, yes and on are true; anything else is false."""
    return text(name, "1" if default else "0", help=help).lower() in {"1", "true", "yes", "on"}


def integer(name: str, default: int, *, help: str) -> int:
    """A whole number. Raises ValueError with the variable's name."""
    value = text(name, str(default), help=help)
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None


def listed(name: str, default: str = "", *, help: str) -> list[str]:
    """Comma-separated values."""
    return [part.strip() for part in text(name, default, help=help).split(",") if part.strip()]


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart: `scheme://user:password@host:port/path?options`."""

    scheme: str
    user: str
    password: str
    host: str
    port: int | None
    path: str
    options: dict[str, str]


def address(url: str) -> Address:
    """Take a URL apart, percent-decoding user, password and path."""
    parts = urlsplit(url)
    return Address(
        parts.scheme,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        unquote(parts.hostname or ""),
        parts.port,
        unquote(parts.path.lstrip("/")) if parts.scheme != "sqlite" else unquote(parts.path),
        dict(parse_qsl(parts.query)),
    )
