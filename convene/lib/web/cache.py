"""A cache server that may be missing: whatever goes wrong with it, the page is made without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.retry import Retry

from .breaker import Breaker

QUICK: dict[str, Any] = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": Retry(NoBackoff(), 0)}


def server_url(url: str) -> str:
    """The address in the words of the redis library, which speaks to Valkey as well."""
    return url.replace("valkey", "redis", 1) if url.startswith("valkey") else url


class ForgivingClient:
    """Asks the server; while it is down, uses the memory of this process, as a site without CACHE_URL does.

    The memory starts empty each time, so that nothing old comes back; what is counted there still limits sign-in.
    """

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.server = RedisCacheClient([server_url(one) for one in servers], **QUICK, **options)
        self.memory = LocMemCache("while-the-cache-server-is-down", {"OPTIONS": {"MAX_ENTRIES": 2000}})
        self.breaker = Breaker("The cache server")
        self.is_alone = False

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return partial(self._ask, operation)

    def _ask(self, operation: str, *args: Any) -> Any:
        if not self.breaker.is_open:
            try:
                answer = getattr(self.server, operation)(*args)
                self.is_alone = False
                return answer
            except (redis.RedisError, OSError) as error:
                self.breaker.trip(error)
                if not self.is_alone:
                    self.is_alone = True
                    self.memory.clear()
        return getattr(self.memory, operation)(*args)


class ForgivingCache(RedisCache):
    """Django's cache on Valkey or Redis, in which a failure is a miss and costs next to nothing."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
