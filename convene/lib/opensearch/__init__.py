"""OpenSearch: where a server is, and the few things that are asked of it.

The client comes with the extra `[opensearch]`: where `is_there()` says no, nothing of `server` is imported.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec


@cache
def is_there() -> bool:
    """Whether the extra is installed."""
    return find_spec("opensearchpy") is not None
