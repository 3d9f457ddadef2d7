"""What was found, for a page and for the field in the header."""

from __future__ import annotations

from .before import keeps, often, recent
from .facets import Choice, Facets
from .knowing import Knower, open_to, turn, who_knows
from .looking import Thread, threads_of
from .meaning import alike
from .results import PAGE, Result, Results, search, shown
from .suggestions import suggestions
from .wishes import DAYS, Wish

__all__ = [
    "DAYS",
    "PAGE",
    "Choice",
    "Facets",
    "Knower",
    "Result",
    "Results",
    "Thread",
    "Wish",
    "alike",
    "keeps",
    "often",
    "open_to",
    "recent",
    "search",
    "shown",
    "suggestions",
    "threads_of",
    "turn",
    "who_knows",
]
