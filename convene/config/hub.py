"""Who listens to what, and the telling."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.signing import BadSignature

from ..lib.web.live import TOKEN_SECONDS, Pass

HEARTBEAT = 25  # seconds; proxies hang up on what is silent for a minute
STREAMS_OF_ONE, STREAMS_OF_STRANGERS = 12, 2000
WAITING = 20  # chunks for a reader who is slow, then the stream ends and the page comes back


class TooManyStreams(Exception):
    """Somebody has enough pages open."""


class Stream:
    """One open page."""

    __slots__ = ("is_writing", "pass_", "send", "task", "waiting")

    def __init__(
        self, pass_: Pass, send: Callable[[dict[str, Any]], Awaitable[None]], task: asyncio.Task[Any] | None
    ) -> None:
        self.pass_, self.send, self.task = pass_, send, task
        self.waiting: list[bytes] = []
        self.is_writing = False

    async def write(self, chunk: bytes) -> None:
        """Send a piece to the browser."""
        await self.send({"type": "http.response.body", "body": chunk, "more_body": True})

    def put(self, chunk: bytes) -> asyncio.Task[None] | None:
        """Send when the browser is ready; a slow one delays nobody else."""
        if len(self.waiting) >= WAITING:
            self.end()
            return None
        self.waiting.append(chunk)
        return None if self.is_writing else asyncio.create_task(self._drain())

    def end(self) -> None:
        """Close the stream."""
        if self.task:
            self.task.cancel()

    async def _drain(self) -> None:
        self.is_writing = True
        try:
            while self.waiting:
                await self.write(self.waiting.pop(0))
        finally:
            self.is_writing = False


class Hub:
    """The open streams by channel and by person."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self._by_channel: defaultdict[str, set[Stream]] = defaultdict(set)
        self._of: Counter[int | None] = Counter()
        self._signed_out: dict[int, float] = {}
        self._writing: set[asyncio.Task[None]] = set()

    def add(self, stream: Stream) -> None:
        """Listen. Raises TooManyStreams, and BadSignature when the token is no longer good."""
        person = stream.pass_.person_id
        most = STREAMS_OF_STRANGERS if person is None else STREAMS_OF_ONE
        if person and stream.pass_.minted_at <= self._signed_out.get(person, 0):
            raise BadSignature("minted before this person signed out")
        if self._of[person] >= most:
            raise TooManyStreams
        self._of[person] += 1
        self.streams.add(stream)
        for channel in stream.pass_.channels:
            self._by_channel[channel].add(stream)

    def drop(self, stream: Stream) -> None:
        """Listen no more."""
        self.streams.discard(stream)
        self._of[stream.pass_.person_id] -= 1
        for channel in stream.pass_.channels:
            self._by_channel[channel].discard(stream)
            if not self._by_channel[channel]:
                del self._by_channel[channel]

    def tell(self, channel: str, chunk: bytes) -> None:
        """Send to all who listen to the channel."""
        for stream in tuple(self._by_channel.get(channel, ())):
            self._put(stream, chunk)

    def end_all_of(self, person_id: int) -> None:
        """Close what a person has open, and let nothing in that was minted before."""
        self._signed_out[person_id] = time.time()
        for stream in [stream for stream in self.streams if stream.pass_.person_id == person_id]:
            stream.end()

    def end_all(self) -> None:
        """Close everything, because the process ends."""
        for stream in self.streams:
            stream.end()

    async def beat(self) -> None:
        """Keep the streams alive, and end those whose token is too old."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            now = time.time()
            self._signed_out = {who: at for who, at in self._signed_out.items() if at > now - TOKEN_SECONDS}
            for stream in tuple(self.streams):
                if now > stream.pass_.ends_at:
                    stream.end()
                else:
                    self._put(stream, b":\n\n")

    def _put(self, stream: Stream, chunk: bytes) -> None:
        if task := stream.put(chunk):
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
