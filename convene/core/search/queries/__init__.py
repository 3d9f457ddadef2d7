"""What was found, for a page and for the field in the header."""

from __future__ import annotations

from .facets import Choice, Facets
from .knowing import Knower, who_knows
from .meaning import alike
from .results import PAGE, Result, Results, search
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
    "Wish",
    "alike",
    "search",
    "suggestions",
    "who_knows",
]
