"""What may be wrong with a server."""

from __future__ import annotations


class Away(Exception):
    """It does not answer, or not as it should; the argument says what it says."""


class Gone(Away):
    """It answers, and what was there is not."""
