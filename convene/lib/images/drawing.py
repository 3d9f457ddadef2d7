"""Draw a picture anew: turned upright, in sRGB, without a trace of metadata. Runs in its own process only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from . import limits

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
ENDINGS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
MOVING = ("GIF", "WEBP")


class Refused(Exception):
    """The picture cannot be taken; the argument is a code for the reason."""


def draw(source: Path, folder: Path) -> dict[str, Any]:
    """Write `whole` and the smaller renditions into the folder and say what they are. Raises Refused."""
    register_heif_opener(thumbnails=False)
    with Image.open(source, formats=FORMATS) as image:
        if image.width * image.height > limits.MOST_PIXELS:
            raise Refused("pixels")
        kind = {"HEIF": "JPEG", "MPO": "JPEG"}.get(image.format or "", image.format or "")
        if kind in MOVING and _moves(image):
            return _moving(image, kind, folder)
        whole = _clean(image)
    _save(whole, folder / "whole", kind)
    return _about(whole, kind, dict(_smaller(whole, folder)))


def _moves(image: Image.Image) -> bool:
    frames = getattr(image, "n_frames", 1)
    return 1 < frames <= limits.MOST_FRAMES and frames * image.width * image.height <= limits.MOST_MOVING_PIXELS


def _moving(image: Image.Image, kind: str, folder: Path) -> dict[str, Any]:
    durations: list[int] = []
    frames: list[Image.Image] = []
    for frame in ImageSequence.Iterator(image):
        durations.append(max(20, int(frame.info.get("duration", 100) or 100)))
        drawn = frame.convert("RGBA")
        drawn.info = {}
        frames.append(drawn)
    with (folder / "whole").open("wb") as file:
        frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=durations, loop=0, disposal=2)
    return _about(frames[0], kind, {})


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone, no more of them than are kept, upright and in sRGB."""
    most = (limits.LONGEST_SIDE, limits.LONGEST_SIDE)
    profile = image.info.get("icc_profile")
    clear = image.has_transparency_data
    image.draft("RGB", most)
    drawn = image if image.mode in _PLAIN else image.convert("RGBA" if clear else "RGB")
    drawn.thumbnail(most, reducing_gap=2.0)
    turned = ImageOps.exif_transpose(drawn)
    if profile and turned.mode in _PLAIN:
        turned = _in_srgb(turned, profile)
    final = turned.convert("RGBA" if clear else "L" if turned.mode == "L" else "RGB")
    final.info = {}
    return final


_PLAIN = frozenset({"RGB", "RGBA", "L", "CMYK"})


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        wanted = "RGBA" if image.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a profile that cannot be read says nothing
    return changed or image


def _smaller(whole: Image.Image, folder: Path) -> Iterator[tuple[str, str]]:
    for width in limits.RENDITIONS:
        if whole.width > width:
            size = (width, max(1, round(whole.height * width / whole.width)))
            _save(whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0), folder / f"w{width}", "WEBP")
            yield str(width), f"w{width}"


def _save(image: Image.Image, path: Path, kind: str) -> None:
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 86, "progressive": True},
        "PNG": {"compress_level": 4},
        "WEBP": {"quality": 82, "method": 2},
    }
    drawable = image.convert("RGB") if kind == "JPEG" and image.mode == "RGBA" else image
    with path.open("wb") as file:
        drawable.save(file, kind, **options.get(kind, {}))


def _about(image: Image.Image, kind: str, renditions: dict[str, str]) -> dict[str, Any]:
    return {
        "content_type": ENDINGS[kind],
        "width": image.width,
        "height": image.height,
        "renditions": renditions,
    }
