"""`convene live`: an ASGI application of its own that streams "something changed here", without Django's handler."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from django.core.signing import BadSignature

from ..lib.web import live
from ..lib.web.buses import bus
from .hub import Hub, Stream, TooManyStreams

logger = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

OPEN_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx passes it on at once
    (b"access-control-allow-origin", b"*"),  # the token is the key; no cookie is looked at
]


class Streams:
    """Answers `GET /live/?token=…` with a stream of events, and `GET /health/`."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.hears = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["method"] != "GET":
            await _answer(send, 405, "Only GET is answered here.")
        elif scope["type"] == "http" and scope["path"] == "/health/":
            words = f"{len(self.hub.streams)} pages listen" if self.hears else "Changes cannot be heard of now."
            await _answer(send, 200 if self.hears else 503, words)
        elif scope["type"] == "http" and scope["path"] == "/live/":
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await _answer(send, 404, "There is nothing here.")

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
        try:
            stream = Stream(live.check(token), send, asyncio.current_task())
            self.hub.add(stream)
        except BadSignature:
            return await _answer(send, 403, "This page is too old to be told of changes. Reload it.")
        except TooManyStreams:
            return await _answer(send, 429, "Too many open pages listen for changes.")
        try:
            await send({"type": "http.response.start", "status": 200, "headers": OPEN_HEADERS})
            # Browsers come back after a restart, not all in the same moment
            await stream.write(b"retry: %d\n\n" % random.randint(2000, 8000))  # noqa: S311
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.hub.drop(stream)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        jobs = [asyncio.create_task(self._listen()), asyncio.create_task(self.hub.beat())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _listen(self) -> None:
        """Hear the bus for as long as the process lives, whatever happens to the bus."""
        failures = 0
        while True:
            try:
                await bus().listen(self._heard, self._ready)
            except Exception as error:
                failures += 1
                logger.warning("Changes cannot be heard of now, trying again: %s", error, exc_info=failures == 1)
            self.hears = False
            await asyncio.sleep(min(30, 2 ** min(failures, 5)))

    def _ready(self) -> None:
        self.hears = True

    def _heard(self, text: str) -> None:
        try:
            message = json.loads(text)
            channel = str(message["channel"])
        except (ValueError, KeyError, TypeError):
            return
        kind, _, name = channel.partition(":")
        if kind == live.SIGNED_OUT and name.isdecimal():
            self.hub.end_all_of(int(name))
        else:
            self.hub.tell(channel, b"event: changed\ndata: %s\n\n" % json.dumps(message).encode())


async def _answer(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"access-control-allow-origin", b"*")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
