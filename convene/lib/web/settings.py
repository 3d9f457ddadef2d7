"""What Django is told about the cache."""

from __future__ import annotations

from typing import Any

from ..env import address


def cache(url: str) -> dict[str, Any]:
    """The `CACHES` entry for a URL: `valkey://…`, `redis://…`, or empty for the memory of each process."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "convene",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    scheme = address(url).scheme
    if scheme not in {"valkey", "valkeys", "redis", "rediss"}:
        raise ValueError(f"CACHE_URL must begin with valkey:// or redis://, not {scheme}://")
    return {"BACKEND": "convene.lib.web.cache.ForgivingCache", "LOCATION": url}
