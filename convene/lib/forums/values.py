"""The values of a JSON file, one after another: one alone, those of a list, or one on each line."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

NAMES = (".json", ".jsonl", ".ndjson")
LOOKED_AT = 100  # values at the beginning of a file
CHUNK = 262_144
LONGEST = 32 * 1024 * 1024  # bytes of a line, characters of another value
SPACE = " \t\r\n"
MARK = b"\xef\xbb\xbf"
DECODER = json.JSONDecoder()


class Value(NamedTuple):
    """A value, or why there is none: damaged, damaged_file or too_large. units: ``end`` and ``size`` in about bytes."""

    value: Any
    end: int
    size: int = 0
    fault: str | None = None


def values(path: Path) -> Iterator[Value]:
    """Read a file; damage in a line costs that line, damage in a list what follows in it."""
    return _lines(path) if _is_one_a_line(path) else _parts(path)


def files_with(path: Path, is_one: Callable[[Any], bool]) -> list[Path]:
    """The JSON files in a folder, searched to its depths, that begin with values of a kind."""
    there = sorted(Path(place, name) for place, _folders, names in os.walk(path) for name in names)
    return [file for file in there if file.name.lower().endswith(NAMES) and begins_with(file, is_one)]


def begins_with(path: Path, is_one: Callable[[Any], bool]) -> bool:
    """Whether one of the first values of a file is of a kind."""
    return any(is_one(value.value) for value, _place in zip(values(path), range(LOOKED_AT), strict=False))


def number(value: Any) -> int:
    """A number above zero as names of rows are; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**18 else 0


def text(value: Any) -> str:
    """A text; nothing for anything else."""
    return value if isinstance(value, str) else ""


def _is_one_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        first = stream.readline(LONGEST).removeprefix(MARK).strip()
        if not first.startswith(b"{"):
            return False
        return path.suffix.lower() in {".jsonl", ".ndjson"} or _read(first).fault is None


def _lines(path: Path) -> Iterator[Value]:
    done = 0
    with path.open("rb") as stream:
        while line := stream.readline(LONGEST):
            done += len(line)
            is_cut = len(line) >= LONGEST and not line.endswith(b"\n")
            while is_cut and (rest := stream.readline(LONGEST)):
                done += len(rest)
                is_cut = not rest.endswith(b"\n")
            if len(line) >= LONGEST:
                yield Value(None, done, 0, "too_large")
            elif line.strip():
                yield _read(line.removeprefix(MARK))._replace(end=done)


def _read(line: bytes) -> Value:
    try:
        return Value(json.loads(line.decode("utf-8", "replace")), 0, len(line))
    except (ValueError, RecursionError):
        return Value(None, 0, len(line), "damaged")


def _parts(path: Path) -> Iterator[Value]:
    """The one value of a file, or those of its list."""
    with path.open("rb") as stream:
        reader = _Reader(codecs.getreader("utf-8-sig")(stream, "replace"))
        in_list = reader.skip(SPACE) == "["
        if in_list:
            reader.drop(1)
        while (sign := reader.skip(SPACE + "," if in_list else SPACE)) and not (in_list and sign == "]"):
            before = reader.done
            value, fault = reader.take()
            yield Value(value, reader.done, reader.done - before, fault)
            if fault:
                return
        if in_list and not sign:
            yield Value(None, reader.done, 0, "damaged_file")


class _Reader:
    """Holds as much of a file as the value that is being read takes."""

    def __init__(self, stream: codecs.StreamReader) -> None:
        self.stream = stream
        self.held, self.done = "", 0

    def skip(self, signs: str) -> str:
        """The next character that is none of these; nothing at the end."""
        while True:
            rest = self.held.lstrip(signs)
            self.drop(len(self.held) - len(rest))
            if rest or not self.more():
                return self.held[:1]

    def take(self) -> tuple[Any, str | None]:
        """The value that begins here, or what is wrong."""
        while True:
            try:
                value, end = DECODER.raw_decode(self.held)
                if end < len(self.held) or not self.more(len(self.held)):
                    self.drop(end)
                    return value, None
            except RecursionError:
                return None, "damaged_file"
            except ValueError:
                if len(self.held) > LONGEST:
                    return None, "too_large"
                if not self.more(len(self.held)):
                    return None, "damaged_file"

    def drop(self, count: int) -> None:
        """Forget what was read."""
        self.held, self.done = self.held[count:], self.done + count

    def more(self, least: int = 0) -> bool:
        """Read on, ever more at a time, so that a long value is not looked at over and over."""
        chunk = self.stream.read(max(CHUNK, least))
        self.held += chunk
        return bool(chunk)
