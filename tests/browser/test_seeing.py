"""For eyes of all kinds: colours that the reader's system forces, large text, a window of 320 × 256, nothing that moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import resolve

from . import places
from .look import CLIPPED, DESK, HEIGHT, NARROW, STICKS_OUT
from .watch import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FORCED, OVERLAPS = ((Path(__file__).parent / name).read_text() for name in ("forced.js", "overlaps.js"))
MOST_TO_SEE_FIRST = ("leader", "member", "staff", "newcomer", "", "cataloguer")
ZOOMED = 256  # what 400 % leave of 1280 × 1024
MOVES = """() => [...document.querySelectorAll('body *')].filter(e => {
  const s = getComputedStyle(e)
  return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(time => parseFloat(time) > 0.01)
}).slice(0, 3).map(e => e.outerHTML.slice(0, 80))"""


def each_page_once(at: places.Places, who: str) -> list[str]:
    """One address of each page, where this reader is the one who sees most of it."""
    seen: set[str] = set()
    mine = []
    for reader in MOST_TO_SEE_FIRST:
        for address in places.READERS[reader](at):
            name = address if address == "/no/such/page/" else resolve(address.partition("?")[0]).view_name
            if name not in seen or name == "ui:sample":
                seen.add(name)
                mine += [address] * (reader == who)
    return mine


@pytest.mark.long
@pytest.mark.parametrize("who", MOST_TO_SEE_FIRST)
def test_every_page_can_be_seen_by_everyone(who, page, site):
    reader = page("" if who == "cataloguer" else who)
    found = []
    for address in each_page_once(site.places, who):
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
