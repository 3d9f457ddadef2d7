"""A proxy that stands before a server and does what networks and servers do on a bad day."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Literal

Mode = Literal["well", "refused", "black hole", "slow", "garbage", "reset", "answers 5xx"]
NOISE = random.Random(16).randbytes(20_000)


class Proxy:
    """Listens on a port of its own; `turn` says how it treats those who come, and those who are here."""

    def __init__(self, to: int | str, *, delay: float = 0.3) -> None:
        self.to, self.delay = to, delay  # a port of this machine, or the path of a socket
        self.mode: Mode = "well"
        self.port = 0
        self.met = 0
        self._loop = asyncio.new_event_loop()
        self._lines: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    def start(self) -> Proxy:
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self._open())
        return self

    def stop(self) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def turn(self, mode: Mode) -> None:
        """From now on, for whoever comes, and for whoever talks already but in a black hole: there all goes silent."""
        self._do(self._turn(mode))

    async def _turn(self, mode: Mode) -> None:
        was, self.mode = self.mode, mode
        if mode != "black hole" or was == "black hole":
            self._drop()
        if mode == "refused":
            await self._close()
        elif was == "refused":
            await self._open()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        self._server = None
        self._drop()

    async def _end(self) -> None:
        await self._close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _drop(self) -> None:
        for line in self._lines:
            line.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.met += 1
        self._lines.add(writer)
        try:
            if self.mode == "reset":
                writer.transport.abort()
            elif self.mode == "garbage":
                writer.write(NOISE)
                await reader.read()
            elif self.mode == "answers 5xx":
                writer.write(b"554 5.3.2 No service here, now or ever\r\n")
                await reader.read()
            else:
                await self._lead_on(reader, writer)
        except OSError:
            pass
        finally:
            self._lines.discard(writer)
            writer.close()

    async def _lead_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while self.mode == "black hole":
            await asyncio.sleep(0.05)
        if isinstance(self.to, int):
            there, back = await asyncio.open_connection("127.0.0.1", self.to)
        else:
            there, back = await asyncio.open_unix_connection(self.to)
        self._lines.add(back)
        try:
            await asyncio.gather(self._pass(reader, back, 0), self._pass(there, writer, self.delay))
        finally:
            self._lines.discard(back)
            back.close()

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, delay: float) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                if self.mode == "slow":
                    await asyncio.sleep(delay)
                while self.mode == "black hole":
                    await asyncio.sleep(0.05)
                target.write(data)
                await target.drain()
        target.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)
