"""What has to hold for every page: axe finds nothing, nothing sticks out, it says what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

DESK, PHONE, NARROW = 1280, 390, 320
HEIGHT = 900
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
CHANGING: dict[str, Any] = {  # what a width or a scheme may make another
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"],
    },
    "resultTypes": ["violations"],
}
# Of many pages with the same parts each at the desk in one scheme and on the phone in the other, by turns
TURNS = (((DESK, "light", ALL), (PHONE, "dark", CHANGING)), ((PHONE, "light", ALL), (DESK, "dark", CHANGING)))
AGAIN = ((PHONE, "dark", ALL),)
HERE = Path(__file__).parent
AXE = f"{AXE_SCRIPT}; 0"
STICKS_OUT, SAYS, CLIPPED = ((HERE / name).read_text() for name in ("sticks_out.js", "says.js", "clipped.js"))


def faults(page: Page, looks: Sequence[tuple[int, str, dict[str, Any]]] = TURNS[0]) -> Iterator[str]:
    """Everything that is wrong with the page that is open."""
    yield from briefly(page, looks)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    yield from (f"[{NARROW}] {out}" for out in [page.evaluate(STICKS_OUT)] if out)
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    yield from larger(page)
    yield from mirrored(page)


def briefly(page: Page, looks: Sequence[tuple[int, str, dict[str, Any]]] = AGAIN) -> Iterator[str]:
    """What these looks show of it, enough for a page that another reader has been on."""
    yield from says(page)
    for width, scheme, rules in looks:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        yield from (f"[{width} {scheme}] {found}" for found in axe(page, rules))
        yield from (f"[{width}] {out}" for out in [page.evaluate(STICKS_OUT)] if out)


def says(page: Page) -> Iterator[str]:
    """One heading above all, a language, a title, and nothing left empty."""
    told = page.evaluate(SAYS)
    if told["h1"] != 1:
        yield f"{told['h1']} h1"
    if not told["lang"] or " · " not in told["title"] and "Convene" not in told["title"]:
        yield f"lang {told['lang']!r}, title {told['title']!r}"
    steps = told["headings"]
    if any(after > before + 1 for before, after in zip(steps, steps[1:], strict=False)):
        yield f"headings leave a level out: {steps}"
    yield from (f"nothing in {one}" for one in told["empty"])
    yield from (f"no picture at {one}" for one in told["broken"])


def axe(page: Page, rules: dict[str, Any]) -> Iterator[str]:
    """What axe finds, a line for each thing."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    for violation in page.evaluate("rules => axe.run(rules).then(found => found.violations)", rules):
        for node in violation["nodes"][:4]:
            why = " ".join((node.get("failureSummary") or "").split())
            yield f"{violation['id']}: {node['html'][:160]} ({why[:200]})"


def larger(page: Page) -> Iterator[str]:
    """Text at twice its size loses nothing."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from (f"[200 %] {out}" for out in [page.evaluate(STICKS_OUT)] if out)
    yield from (f"[200 %] cut off: {one}" for one in page.evaluate(CLIPPED)[:3])
    page.evaluate("document.documentElement.style.fontSize = ''")


def mirrored(page: Page) -> Iterator[str]:
    """Written from right to left, nothing sticks out either."""
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    page.evaluate("document.documentElement.dir = 'rtl'")
    yield from (f"[rtl] {out}" for out in [page.evaluate(STICKS_OUT)] if out)
    page.evaluate("document.documentElement.dir = 'ltr'")
