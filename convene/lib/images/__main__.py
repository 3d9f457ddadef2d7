"""`python -m convene.lib.images SOURCE FOLDER`: draw one picture within limits, and answer with a line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from . import limits
from .drawing import Refused, draw

BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ZeroDivisionError, OverflowError)


def main(source: str, folder: str) -> dict[str, object]:
    """What became of the picture: what `draw` says, or the code of a refusal."""
    Image.MAX_IMAGE_PIXELS = limits.MOST_PIXELS
    warnings.simplefilter("ignore")
    try:
        return draw(Path(source), Path(folder))
    except Refused as refused:
        return {"refused": str(refused)}
    except Image.DecompressionBombError:
        return {"refused": "pixels"}
    except MemoryError:
        return {"refused": "costly"}
    except (UnidentifiedImageError, *BROKEN):
        return {"refused": "broken"}


if __name__ == "__main__":
    for limit, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.SECONDS),
        (resource.RLIMIT_FSIZE, limits.FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
