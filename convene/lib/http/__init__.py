"""The one way out: what others publish is asked for politely, and nothing behind our walls ever is."""

from __future__ import annotations

from .faults import NotFetched
from .fetching import Fetched, fetch_file, fetch_page
from .looking import Look, look

__all__ = ["Fetched", "Look", "NotFetched", "fetch_file", "fetch_page", "look"]
