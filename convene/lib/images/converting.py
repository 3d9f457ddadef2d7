"""Have a picture drawn anew by a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ..errors import NotPossible
from . import limits

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it may be shown; sizes in pixels."""

    content_type: str
    width: int
    height: int
    whole: Path
    renditions: dict[str, Path]  # width -> WebP file


def convert(source: Path, folder: Path) -> Picture:
    """Draw a JPEG, PNG, WebP, GIF or HEIC file anew in the folder: upright, in sRGB, without any metadata.

    raises: NotPossible with a sentence when the picture is broken, too large, or takes too long.
    """
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", __package__, str(source), str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=2 * limits.SECONDS,
            check=False,
        )
        said = json.loads(done.stdout or b'{"refused": "costly"}')
    except subprocess.TimeoutExpired:
        said = {"refused": "costly"}
    if "refused" in said:
        raise NotPossible(_sentence(said["refused"]))
    return Picture(
        content_type=said["content_type"],
        width=said["width"],
        height=said["height"],
        whole=folder / "whole",
        renditions={width: folder / name for width, name in said["renditions"].items()},
    )


def _sentence(reason: str) -> str:
    if reason == "pixels":
        return _("This picture has more than %(most)s million pixels. Make it smaller and try again.") % {
            "most": limits.MOST_PIXELS // 1_000_000
        }
    if reason == "costly":
        return _("This picture takes too long to open. Save it again as JPEG or PNG and try once more.")
    return _("This picture is damaged and cannot be opened. Save it again as JPEG or PNG and try once more.")
