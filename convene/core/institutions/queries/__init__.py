"""Reads about institutions, for pages and while somebody types."""

from __future__ import annotations

from .finding import LAST_PAGE, PAGE, Box, Wish, find, known_countries, page_of, suggestions
from .mapping import Spread, groups, spread
from .people import Page, page_about, with_people
from .staff import claims_waiting, pairs

__all__ = [
    "LAST_PAGE", "PAGE", "Box", "Page", "Spread", "Wish", "claims_waiting", "find", "groups", "known_countries",
    "page_about", "page_of", "pairs", "spread", "suggestions", "with_people",
]  # fmt: skip
