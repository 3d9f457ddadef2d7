"""Which files at a path hold what a forum gave as JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .records import NotAForum, check_readable
from .values import begins_with, files_with, values


def find_json(
    path: Path, is_one: Callable[[Any], bool], *, none: str, other: str, wrong: Callable[[Any], str]
) -> tuple[list[Path], int]:
    """The files at a path that begin with what `is_one` knows, a folder being searched to its depths; their bytes.

    raises: NotAForum with a code: `none` for a folder without any, `other` for a file of another kind, unless `wrong`
    has a better one for what it begins with.
    """
    try:
        if not path.exists():
            raise NotAForum("missing", path)
        if path.is_dir():
            files = files_with(path, is_one)
            if not files:
                raise NotAForum(none, path)
        else:
            check_readable(path, other, begins=b"{[")
            if not begins_with(path, is_one):
                raise _another(path, other, wrong)
            files = [path]
        return files, sum(file.stat().st_size for file in files)
    except OSError as fault:
        raise NotAForum("unreadable", path, (fault.strerror or "it is damaged").lower()) from fault


def _another(path: Path, other: str, wrong: Callable[[Any], str]) -> NotAForum:
    first = next(values(path), None)
    if first is None:
        return NotAForum("empty", path)
    if code := wrong(first.value):
        return NotAForum(code, path)
    return NotAForum(other, path, "a damaged file" if first.fault else "a JSON file of another kind")
