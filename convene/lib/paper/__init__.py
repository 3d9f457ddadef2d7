"""Sheets of paper as PDF, made in a process that can be killed and that reaches nothing but our fonts.

WeasyPrint comes with the extra `[paper]` and needs Pango: where `is_there()` says no, nothing else of this is used.
"""

from __future__ import annotations

from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec

from .printing import Draft, NotPrinted, first_that_fits

PACKAGE = "weasyprint"
LIBRARIES = ("pango-1.0", "pangoft2-1.0")


@cache
def is_there() -> bool:
    """Whether the extra is installed, and the libraries that it needs."""
    return find_spec(PACKAGE) is not None and all(map(find_library, LIBRARIES))


__all__ = ["Draft", "NotPrinted", "first_that_fits", "is_there"]
