"""Publish and subscribe on the cache server."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import redis
import redis.asyncio
from django.conf import settings
from django.db import transaction

from ..breaker import Breaker
from ..cache import QUICK, server_url

CHANNEL = "convene:live"
breaker = Breaker("The cache server")


def send(texts: list[str]) -> None:
    """Send after the commit; when the server is down, nothing happens."""
    transaction.on_commit(partial(_send, texts), robust=True)


def _send(texts: list[str]) -> None:
    if breaker.is_open:
        return
    try:
        with _client().pipeline(transaction=False) as pipeline:
            for text in texts:
                pipeline.publish(CHANNEL, text)
            pipeline.execute()
    except redis.RedisError as error:
        breaker.trip(error)


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(server_url(settings.CACHE_URL), **QUICK)


async def listen(heard: Callable[[str], None], ready: Callable[[], None]) -> None:
    """Hand every text that is sent to `heard`. Raises redis.RedisError when the server goes away."""
    address = server_url(settings.CACHE_URL)
    client = redis.asyncio.Redis.from_url(address, decode_responses=True, health_check_interval=20)
    async with client, client.pubsub() as subscription:
        await subscription.subscribe(CHANNEL)
        async for message in subscription.listen():
            if message["type"] == "subscribe":
                ready()
            elif message["type"] == "message":
                heard(message["data"])
