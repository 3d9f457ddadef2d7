"""A community's emblem: a quilt of 3 × 3 tiles drawn from its slug."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import product

from django.utils.html import format_html
from django.utils.safestring import SafeString

TILE = 20
HUES = 24

# A tile's drawings in their four turns. Arcs of circles turn by moving their ends.
Point = tuple[float, float]
QUARTER = "M{} A20 20 0 0 1 {} L{}z", ((0, 20), (20, 0), (20, 20))
HALVES = "M{} A10 10 0 0 1 {}zM{} A10 10 0 0 1 {}z", ((0, 10), (20, 10), (0, 20), (20, 20))
DISC = "M{} A8 8 0 1 1 {} A8 8 0 1 1 {}z", ((10, 2), (10, 18), (10, 2))
CORNER = "M{} L{} A20 20 0 0 1 {}z", ((0, 0), (20, 0), (0, 20))
SHAPES = (QUARTER, HALVES, DISC, CORNER)


@lru_cache(maxsize=2048)
def emblem(slug: str, size: str = "") -> SafeString:
    """The SVG of a community's emblem; colours come from the stylesheet, in both schemes.

    size: "", "s", "l" or "xl".
    """
    digest = hashlib.sha256(slug.encode()).digest()
    ground, light, deep = "", "", ""
    for tile, (row, column) in zip(digest[1:], product(range(3), repeat=2), strict=False):
        x, y = column * TILE, row * TILE
        if tile & 16:
            ground += f"M{x} {y}h20v20h-20z"
        drawing = _turned(SHAPES[tile & 3], tile >> 2 & 3, x, y)
        if tile & 32:
            light += drawing
        else:
            deep += drawing
    return format_html(
        '<svg class="emblem{} hue-{}" viewBox="0 0 60 60" aria-hidden="true"><path class="e1" d="M0 0h60v60H0z"/>'
        '<path class="e2" d="{}"/><path class="e3" d="{}"/><path class="e4" d="{}"/></svg>',
        f" size-{size}" if size else "",
        digest[0] % HUES,
        ground,
        light,
        deep,
    )


def _turned(shape: tuple[str, tuple[Point, ...]], quarters: int, x: int, y: int) -> str:
    """The path of a shape after so many quarter turns, moved to its tile."""
    form, points = shape
    for _quarter in range(quarters):
        points = tuple((TILE - b, a) for a, b in points)
    return form.format(*(f"{a + x:g} {b + y:g}" for a, b in points)).replace(" A", "A").replace(" L", "L")
