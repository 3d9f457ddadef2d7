from __future__ import annotations

import contextlib
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pillow_heif import from_pillow

from convene.lib.errors import NotPossible
from convene.lib.images import limits
from convene.lib.images.converting import Picture, convert

TELLING = (
    b"Exif\0\0",
    b"http://ns.adobe.com",
    b"<x:xmpmeta",
    b"Photoshop 3.0",
    b"ICC_PROFILE",
    b"iCCP",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"EXIF",
    b"XMP ",
)


def converted(content: bytes, folder: Path) -> Picture:
    (folder / "given").write_bytes(content)
    return convert(folder / "given", folder)


def saved(image: Image.Image, path: Path, kind: str, **options: object) -> bytes:
    image.save(path, kind, **options)
    return path.read_bytes()


def telling(picture: Picture) -> list[object]:
    """Everything in any of the files that is not pixels."""
    found: list[object] = []
    for path in [picture.whole, *picture.renditions.values()]:
        content = path.read_bytes()
        found += [mark for mark in TELLING if mark in content]
        with Image.open(path) as image:
            found += [image.getexif()[tag] for tag in image.getexif()]
            found += [key for key in ("exif", "xmp", "icc_profile", "comment", "photoshop") if image.info.get(key)]
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def test_photos_with_positions_come_out_without_a_trace_of_them(real_data, tmp_path):
    photos = sorted((real_data("badinput") / "exif-photos" / "jpg" / "gps").glob("*.jpg"))
    assert len(photos) >= 9
    for photo in photos:
        assert b"Exif\0\0" in photo.read_bytes()
        assert telling(converted(photo.read_bytes(), tmp_path)) == []


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_a_photo_stands_upright_whatever_way_the_camera_was_held(shape, real_data, tmp_path):
    folder = real_data("badinput") / "exif-photos" / "jpg" / "orientation"
    first: Image.Image | None = None
    for number in range(1, 9):
        picture = converted((folder / f"{shape}_{number}.jpg").read_bytes(), tmp_path)
        assert (picture.width > picture.height) == (shape == "landscape")
        small = Image.open(picture.whole).convert("L").resize((12, 12))
        first = first or small
        difference = sum(abs(a - b) for a, b in zip(small.tobytes(), first.tobytes(), strict=True)) / 144
        assert difference < 6
        assert telling(picture) == []


def test_metadata_of_every_kind_is_dropped(tmp_path):
    image = Image.new("RGB", (600, 400), "teal")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of Ana"
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 1.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta>exif:GPSLatitude</x:xmpmeta>"
    given = {
        "JPEG": {"exif": exif, "icc_profile": profile, "xmp": xmp, "comment": b"taken at home"},
        "PNG": {"exif": exif, "icc_profile": profile},
        "WEBP": {"exif": exif, "icc_profile": profile, "xmp": xmp},
        "GIF": {"comment": b"taken at home"},
    }
    for kind, options in given.items():
        picture = converted(saved(image, tmp_path / "made", kind, **options), tmp_path)
        assert telling(picture) == [], kind
        assert picture.content_type == f"image/{kind.lower()}"
        if kind != "GIF":
            assert (picture.width, picture.height) == (400, 600), kind


def test_a_photo_of_an_iphone_becomes_a_jpeg(tmp_path):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 1.0)})
    from_pillow(Image.new("RGB", (800, 600), "orange")).save(tmp_path / "made.heic", exif=exif.tobytes())
    picture = converted((tmp_path / "made.heic").read_bytes(), tmp_path)
    assert (picture.content_type, picture.width, picture.height) == ("image/jpeg", 800, 600)
    assert telling(picture) == []


def test_smaller_renditions_are_made_of_what_is_wider(tmp_path):
    picture = converted(saved(Image.new("RGB", (5000, 1000), "red"), tmp_path / "made", "JPEG"), tmp_path)
    assert picture.width == limits.LONGEST_SIDE
    assert {width: Image.open(path).size for width, path in picture.renditions.items()} == {
        "480": (480, 96),
        "1600": (1600, 320),
    }
    assert converted(saved(Image.new("RGB", (480, 100)), tmp_path / "made", "PNG"), tmp_path).renditions == {}


def test_clear_parts_stay_clear(tmp_path):
    picture = converted(saved(Image.new("RGBA", (700, 50), (9, 9, 9, 0)), tmp_path / "made", "PNG"), tmp_path)
    assert Image.open(picture.whole).convert("RGBA").getpixel((3, 3))[3] == 0
    assert Image.open(picture.renditions["480"]).convert("RGBA").getpixel((3, 3))[3] == 0


def test_an_animation_moves_on_and_a_heavy_one_stands_still(tmp_path):
    frames = [Image.new("P", (60, 40), number) for number in range(6)]
    for number, frame in enumerate(frames):
        frame.putpalette([number * 40, 9, 9] * 256)
    moving = saved(frames[0], tmp_path / "made", "GIF", save_all=True, append_images=frames[1:], duration=90)
    assert Image.open(converted(moving, tmp_path).whole).n_frames == 6
    many = [Image.new("1", (9, 9), number % 2) for number in range(limits.MOST_FRAMES + 20)]
    heavy = saved(many[0], tmp_path / "made", "GIF", save_all=True, append_images=many[1:])
    assert Image.open(converted(heavy, tmp_path).whole).n_frames == 1


def gif_bomb(frames: int) -> bytes:
    """A small file that says that it has many frames of 16 million pixels each."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 4000, 4000, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 4000, 4000, 0) + b"\x02\x02\x4c\x01\x00"
    return screen + frame * frames + b";"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            png_header(65_535, 65_535) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""),
            "40 million pixels",
        ),
        (
            b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\1\x03\x11\1",
            "40 million",
        ),
        (b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b";", "picture"),
        (png_header(10, 10) + b"broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"not a picture at all", "damaged"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "damaged"),
        (b"", "damaged"),
    ],
    ids=["png bomb", "jpeg bomb", "gif bomb", "broken png", "empty png", "text", "postscript", "nothing"],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(content, sentence, tmp_path):
    started = time.monotonic()
    with pytest.raises(NotPossible, match=sentence):
        converted(content, tmp_path)
    assert time.monotonic() - started < 2 * limits.SECONDS


def test_an_animated_bomb_is_drawn_as_one_frame_or_refused_in_time(tmp_path):
    started = time.monotonic()
    with contextlib.suppress(NotPossible):
        assert Image.open(converted(gif_bomb(5_000), tmp_path).whole).n_frames == 1
    assert time.monotonic() - started < 2 * limits.SECONDS + 1


def test_a_picture_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.005)
    with pytest.raises(NotPossible, match="too long"):
        converted(saved(Image.new("RGB", (50, 50)), tmp_path / "made", "PNG"), tmp_path)
