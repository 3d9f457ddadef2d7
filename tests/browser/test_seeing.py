"""For eyes of all kinds: colours that the reader's system forces, large text, a window of 320 × 256, nothing that moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from . import places
from .look import CLIPPED, DESK, HEIGHT, NARROW, STICKS_OUT
from .watch import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FORCED, OVERLAPS = ((Path(__file__).parent / name).read_text() for name in ("forced.js", "overlaps.js"))
ZOOMED = 256  # what 400 % leave of 1280 × 1024
MOVES = """() => [...document.querySelectorAll('body *')].filter(e => {
  const s = getComputedStyle(e)
  return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(time => parseFloat(time) > 0.01)
}).slice(0, 3).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.long
@pytest.mark.parametrize("who", places.MOST_TO_SEE_FIRST)
def test_every_page_can_be_seen_by_everyone(who, page, site):
    reader = page("" if who == "cataloguer" else who)
    found = []
    for address in places.each_page_once(site.places, who):
        show(reader, address)
        found += [f"{address} {fault}" for fault in faults(reader)]
    assert not found, "\n" + "\n".join(found)


def faults(page: Page) -> Iterator[str]:
    """What somebody with other eyes would miss on the page that is open."""
    yield from (f"moves: {one}" for one in page.evaluate(MOVES))
    page.emulate_media(forced_colors="active", color_scheme="dark")
    yield from (f"[forced] {one}" for one in page.evaluate(FORCED))
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.set_viewport_size({"width": NARROW, "height": ZOOMED})
    yield from (f"[400 %] {one}" for one in [page.evaluate(STICKS_OUT)] if one)
    yield from (f"[400 %] cut off: {one}" for one in page.evaluate(CLIPPED)[:3])
    yield from (f"[400 %] {one}" for one in page.evaluate(OVERLAPS))
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from (f"[200 %] {one}" for one in page.evaluate(OVERLAPS))
    page.evaluate("document.documentElement.style.fontSize = ''")
