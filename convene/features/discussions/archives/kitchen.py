"""The work that needs no database: parse messages and cook their text, in as many processes as there are cores."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import django

from ....lib.mail.message import Message
from ....lib.text import Cooked, cook
from .source import Raw, Source

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

CHUNK = 25  # messages that travel together to another process
AHEAD = 2  # batches that are being prepared while one is written
WORTH_PROCESSES = 2_000_000  # bytes; a smaller archive is done before the processes have started

SPAWN = get_context("spawn")

Served = tuple[Message, Cooked | None]
Work = tuple[Source, list[Raw], bool]


class Kitchen:
    """Parses and cooks; with `cooks`, elsewhere and ahead of time."""

    def __init__(self, cooks: Cooks | None = None) -> None:
        self.cooks = cooks
        self.eager = True  # cook what is parsed at once; not worth it while everything turns out to be here already

    def serve(self, source: Source, batches: Iterable[list[Raw]]) -> Iterator[tuple[int, list[Served]]]:
        """Each batch parsed, with the place that it reaches to; texts without files are cooked already when eager."""
        if not self.cooks:
            yield from ((batch[-1].used, serve(source, batch, self.eager)) for batch in batches)
            return
        coming: deque[tuple[int, list[Future[list[Served]]]]] = deque()
        for batch in batches:
            chunks = (batch[start : start + CHUNK] for start in range(0, len(batch), CHUNK))
            coming.append((batch[-1].used, [self.cooks.start(source, chunk, self.eager) for chunk in chunks]))
            if len(coming) > AHEAD:
                yield _finished(*coming.popleft())
        yield from (_finished(*batch) for batch in coming)


def _finished(place: int, chunks: list[Future[list[Served]]]) -> tuple[int, list[Served]]:
    return place, [served for chunk in chunks for served in chunk.result()]


class Cooks:
    """So many other processes, each served by a thread, which does the work itself when its process has died.

    A `ProcessPoolExecutor` waits for ever when a process is killed in the middle of an answer, for it holds both ends
    of the pipe that they share. Here a process alone holds its end of its own pipe, which breaks with it.
    """

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._pipes: list[Connection[Any, Any]] = []

    def start(self, source: Source, batch: list[Raw], eager: bool) -> Future[list[Served]]:
        return self._threads.submit(self._serve, source, batch, eager)

    def close(self) -> None:
        """What has not begun is dropped; a process ends when its pipe does."""
        self._threads.shutdown(cancel_futures=True)
        for pipe in self._pipes:
            pipe.close()

    def _serve(self, *work: *Work) -> list[Served]:
        try:
            if not hasattr(self._own, "pipe"):
                self._own.pipe = self._open()
            self._own.pipe.send(work)
            served: list[Served] = self._own.pipe.recv()
        except (EOFError, OSError):
            return serve(*work)
        return served

    def _open(self) -> Connection[Any, Any]:
        ours, theirs = SPAWN.Pipe()
        SPAWN.Process(target=_cook, args=(theirs,), daemon=True).start()
        theirs.close()
        self._pipes.append(ours)
        return ours


@contextmanager
def kitchen(size: int) -> Iterator[Kitchen]:
    """A kitchen for archives of so many bytes in all."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if size < WORTH_PROCESSES or cores == 1:
        yield Kitchen()
        return
    with closing(Cooks(cores)) as cooks:
        yield Kitchen(cooks)


def serve(source: Source, batch: list[Raw], eager: bool) -> list[Served]:
    """Parse messages and, when eager, cook those that need nothing else first."""
    messages = [_fit(source.parse(raw)) for raw in batch]
    return [
        (message, cook(message.body_markdown) if eager and not message.refusal and not message.attachments else None)
        for message in messages
    ]


def _fit(message: Message) -> Message:
    """The message without signs that no database keeps: zero bytes and halves of characters."""
    for field in ("body_markdown", "title", "author_name", "author_address"):
        text = getattr(message, field)
        if not text.isascii() or "\0" in text:
            setattr(message, field, text.replace("\0", "\ufffd").encode("utf-8", "replace").decode())
    for file in message.attachments:
        file.name = file.name.replace("\0", "").encode("utf-8", "replace").decode()
    return message


def _cook(pipe: Connection[Any, Any]) -> None:
    """What another process does, until the first one is gone; that one alone hears Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(serve(*pipe.recv()))
