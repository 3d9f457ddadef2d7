"""Why a document cannot be read, as a code that its reader puts into words."""

from __future__ import annotations


class Unreadable(Exception):
    """The document cannot be read; the argument is "locked" or "damaged"."""


class Enough(Exception):
    """As much as is kept has been read."""
