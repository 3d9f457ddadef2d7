"""The values of a JSON file, one after another: one alone, those of a list, or one on each line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

CHUNK = 262_144
LONGEST = 32 * 1024 * 1024  # characters of a value
SPACE = " \t\r\n"
DECODER = json.JSONDecoder()


class Value(NamedTuple):
    """A value, or why there is none: damaged_file, damaged or too_large. units: ``end`` and ``size`` in characters."""

    value: Any
    end: int
    size: int = 0
    fault: str | None = None


def values(path: Path) -> Iterator[Value]:
    """Read a file; damage in a line costs that line, damage in a list what follows in it."""
    with path.open("rb") as stream:
        reader = _Reader(codecs.getreader("utf-8-sig")(stream, "replace"))
        in_list = reader.skip(SPACE) == "["
        if in_list:
            reader.drop(1)
        while (sign := reader.skip(SPACE + "," if in_list else SPACE)) and not (in_list and sign == "]"):
            before = reader.done
            value, fault = reader.take()
            if fault and not in_list and reader.to_next_line():
                fault = "damaged"
            yield Value(value, reader.done, reader.done - before, fault)
            if fault and fault != "damaged":
                return
        if in_list and not sign:
            yield Value(None, reader.done, 0, "damaged_file")


class _Reader:
    """Holds as much of a file as the value that is being read takes."""

    def __init__(self, stream: codecs.StreamReader) -> None:
        self.stream = stream
        self.held, self.done, self.at_end = "", 0, False

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
                if self.held.find("\n", 0, -1) > 0 and self._is_broken_line():
                    return None, "damaged_file"
                if not self.more(len(self.held)):
                    return None, "damaged_file"

    def _is_broken_line(self) -> bool:
        """Whether the line cannot be read and the next one can begin a value: a file of one value a line."""
        _line, _, rest = self.held.partition("\n")
        return rest.startswith("{") and '"' in rest[:3]

    def to_next_line(self) -> bool:
        """Go on behind the line; whether there is more."""
        while "\n" not in self.held:
            if not self.more():
                return False
        self.drop(self.held.index("\n") + 1)
        return True

    def drop(self, count: int) -> None:
        """Forget what was read."""
        self.held, self.done = self.held[count:], self.done + count

    def more(self, least: int = 0) -> bool:
        """Read on, ever more at a time, so that a long value is not looked at over and over."""
        chunk = self.stream.read(max(CHUNK, least))
        self.held += chunk
        return bool(chunk)
