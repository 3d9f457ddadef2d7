"""The work that needs no database: parse messages and cook their text, in as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

import django

from ....lib.mail.mbox import RawMessage
from ....lib.mail.message import Message, parse_message
from ....lib.text import Cooked, cook

CHUNK = 50  # messages that travel together to another process
WORTH_PROCESSES = 2_000_000  # bytes; a smaller archive is done before the processes have started

Given = TypeVar("Given")
Made = TypeVar("Made")


class Kitchen:
    """Parses and cooks; with `pool`, elsewhere."""

    def __init__(self, pool: ProcessPoolExecutor | None = None) -> None:
        self.pool = pool

    def parse(self, messages: Sequence[RawMessage]) -> list[Message]:
        """Each message, mended as far as possible."""
        return self._each(_parse_all, messages)

    def cook(self, texts: Sequence[str]) -> list[Cooked]:
        """Each text as HTML; nobody is mentioned in an archive."""
        return self._each(_cook_all, texts)

    def _each(self, work: Callable[[list[Given]], list[Made]], given: Sequence[Given]) -> list[Made]:
        chunks = [list(given[start : start + CHUNK]) for start in range(0, len(given), CHUNK)]
        done = self.pool.map(work, chunks) if self.pool else map(work, chunks)
        return [each for chunk in done for each in chunk]


@contextmanager
def kitchen(size: int) -> Iterator[Kitchen]:
    """A kitchen for archives of so many bytes in all."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if size < WORTH_PROCESSES or cores == 1:
        yield Kitchen()
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield Kitchen(pool)


def _parse_all(messages: list[RawMessage]) -> list[Message]:
    return [parse_message(message) for message in messages]


def _cook_all(texts: list[str]) -> list[Cooked]:
    return [cook(text) for text in texts]
