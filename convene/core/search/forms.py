"""What the address of a search says, and how it is said; what makes no sense is left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote_plus

from .kinds import ANSWERED, WAITS, kinds
from .queries import DAYS, Wish
from .reader import Reader

STATES = {"answered": ANSWERED, "waiting": WAITS}
MOST_PAGES = 50
MOST_LETTERS = 2_000


def wish_of(reader: Reader, said: Mapping[str, str]) -> Wish:
    """What is asked for; a community that the reader may not read is one that does not exist."""
    slug, kind = said.get("community", ""), said.get("kind", "")
    days, page = _number(said, "days"), _number(said, "page")
    place = next((place.pk for place in reader.places.values() if place.slug == slug), 0) if slug else None
    return Wish(
        " ".join(said.get("q", "")[:MOST_LETTERS].replace("\0", " ").split()),
        kind=kind if kind in kinds() else "",
        community=place,
        author=_number(said, "by"),
        state=STATES.get(said.get("state", "")),
        days=days if days in DAYS else None,
        newest=said.get("sort") == "newest",
        page=min(page or 1, MOST_PAGES),
    )


def query_of(reader: Reader, wish: Wish) -> str:
    """The part of an address that brings this wish."""
    parts = [f"q={_quoted(wish.text)}"] if wish.text else []
    return "&".join([*parts, *(f"{name}={value}" for name, value in parts_of(reader, wish).items())])


def parts_of(reader: Reader, wish: Wish) -> dict[str, str | int]:
    """The filters in it, part by part; none has to be quoted."""
    parts: dict[str, str | int] = {}
    if wish.kind:
        parts["kind"] = wish.kind
    if wish.community is not None:
        parts["community"] = reader.places[wish.community].slug if wish.community in reader.places else "-"
    if wish.author:
        parts["by"] = wish.author
    if wish.state:
        parts["state"] = next(name for name, value in STATES.items() if value == wish.state)
    if wish.days:
        parts["days"] = wish.days
    if wish.newest:
        parts["sort"] = "newest"
    if wish.page > 1:
        parts["page"] = wish.page
    return parts


@lru_cache(maxsize=64)
def _quoted(text: str) -> str:
    return quote_plus(text)


def _number(said: Mapping[str, str], name: str) -> int | None:
    text = said.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 and int(text) > 0 else None
