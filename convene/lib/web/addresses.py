"""Addresses reversed once, however many things they lead to.

    _HERE = Address("discussions:topic", str, int)
    _HERE("citizen-science", 12)
"""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

STAND_INS = {str: "stand-in-of-a-word", int: 2_000_000_011}  # while reversing: no route says these by itself


class Address:
    """A named route, and of which kind its parts are: words that need no quoting, and numbers."""

    def __init__(self, name: str, *kinds: type[str] | type[int]) -> None:
        self.name = name
        self.kinds = kinds

    def __call__(self, *parts: str | int) -> str:
        """The address with these parts in their places."""
        return _pattern(self.name, self.kinds, get_urlconf(), get_script_prefix()) % parts


@lru_cache(maxsize=64)
def _pattern(name: str, kinds: tuple[type[str] | type[int], ...], urlconf: str | None, _prefix: str) -> str:
    parts = [STAND_INS[kind] for kind in kinds]
    found = reverse(name, urlconf, args=parts).replace("%", "%%")
    for part in parts:
        if str(part) not in found:
            raise TypeError("each part of an address must stand in it")
        found = found.replace(str(part), "%d" if isinstance(part, int) else "%s", 1)
    return found
