"""The one way out: what others publish is asked for politely, and nothing behind our walls ever is."""

from __future__ import annotations

from .fetching import Fetched, fetch_file, fetch_page
from .looking import Look, look

__all__ = ["Fetched", "Look", "fetch_file", "fetch_page", "look"]
