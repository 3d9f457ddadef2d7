"""Have a sheet printed by a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20  # of computing, and as long again on a busy machine before the process is killed
MEMORY = 1024 * 1024 * 1024  # bytes of address space


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as HTML, for a sheet ("A4", "letter") and in letters of so many points."""

    html: str
    sheet: str = "A4"
    points: float = 11


class NotPrinted(Exception):
    """No sheet came of it: the process failed, or took too long."""


def first_that_fits(drafts: Sequence[Draft]) -> bytes | None:
    """The first of these that fits on one sheet, as tagged PDF; None where none does.

    Nothing that a draft names is fetched. raises: NotPrinted.
    """
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", __package__, str(SECONDS), str(MEMORY)],
            input=json.dumps([asdict(one) for one in drafts]).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPrinted from None
    if done.returncode:
        raise NotPrinted
    return done.stdout or None
