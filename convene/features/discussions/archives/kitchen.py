"""The work that needs no database: parse messages and cook their text, in as many processes as there are cores."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

import django

from ....lib.mail.message import Message
from ....lib.text import Cooked, cook
from .source import Raw, Source

CHUNK = 25  # messages that travel together to another process
AHEAD = 2  # batches that are being prepared while one is written
WORTH_PROCESSES = 2_000_000  # bytes; a smaller archive is done before the processes have started

Served = tuple[Message, Cooked | None]


class Kitchen:
    """Parses and cooks; with `pool`, elsewhere and ahead of time."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self.pool = pool
        self.eager = True  # cook what is parsed at once; not worth it while everything turns out to be here already

    def serve(self, source: Source, batches: Iterable[list[Raw]]) -> Iterator[tuple[int, list[Served]]]:
        """Each batch parsed, with the place that it reaches to; texts without files are cooked already when eager."""
        coming: deque[tuple[list[Raw], list[Future[list[Served]]]]] = deque()
        for batch in batches:
            coming.append((batch, self._start(source, batch)))
            if len(coming) > AHEAD or not self.pool:
                yield self._finish(source, *coming.popleft())
        while coming:
            yield self._finish(source, *coming.popleft())

    def _start(self, source: Source, batch: Sequence[Raw]) -> list[Future[list[Served]]]:
        if not self.pool:
            return []
        try:
            return [
                self.pool.submit(serve, source, list(batch[start : start + CHUNK]), eager=self.eager)
                for start in range(0, len(batch), CHUNK)
            ]
        except BrokenExecutor:
            self.pool = None
            return []

    def _finish(
        self, source: Source, batch: list[Raw], started: Sequence[Future[list[Served]]]
    ) -> tuple[int, list[Served]]:
        """Wait for the others; when one of them died, do it here."""
        try:
            served = [each for chunk in started for each in chunk.result()]
        except BrokenExecutor:
            self.pool, served = None, []
        if len(served) < len(batch):
            served = serve(source, batch, eager=self.eager)
        return batch[-1].used, served


@contextmanager
def kitchen(size: int) -> Iterator[Kitchen]:
    """A kitchen for archives of so many bytes in all."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if size < WORTH_PROCESSES or cores == 1:
        yield Kitchen()
        return
    pool = ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield Kitchen(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def serve(source: Source, batch: Sequence[Raw], *, eager: bool) -> list[Served]:
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


def _begin() -> None:
    """Get ready in another process: the first one alone hears Ctrl+C, and when it is gone, so are the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    django.setup()


def _end_with_the_first() -> None:
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)
