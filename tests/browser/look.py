"""What has to hold for every page: axe finds nothing, nothing sticks out, it says what it is, all eyes can read it.

What a look costs is CPU in the browser, so nothing is decided twice:

- axe's rules but the one of contrast are asked of every page, in the looks of TURNS;
- contrast is most of what axe costs, and depends on nothing but colours, letters and what lies beneath. Each look still
  goes over all words of every page, but axe is only asked of kinds that it has not decided before in this process, at
  this width and in this scheme (axe.js says what a kind is); what it could not decide is asked again elsewhere;
- the window is resized as seldom as can be: by turns from the desk to the smallest, and from there to the desk.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

DESK, PHONE, NARROW = 1280, 390, 320
HEIGHT, ZOOMED = 900, 256  # what 400 % leave of 1280 × 1024 is 320 × 256
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
CHANGING: dict[str, Any] = {  # what a width or a scheme may make another
    "runOnly": {"type": "rule", "values": ["link-in-text-block", "target-size", "scrollable-region-focusable"]},
}
Look = tuple[int, Literal["light", "dark"], dict[str, Any]]
# Of many pages with the same parts each at the desk in one scheme and on the phone in the other, by turns
TURNS: tuple[tuple[Look, ...], ...] = (
    ((DESK, "light", ALL), (PHONE, "dark", CHANGING)),
    ((PHONE, "light", ALL), (DESK, "dark", CHANGING)),
)
AGAIN: tuple[Look, ...] = ((PHONE, "dark", ALL),)
HERE = Path(__file__).parent
AXE = f"{AXE_SCRIPT}; 0"
STICKS_OUT, SAYS, CLIPPED, RUN, FORCED, OVERLAPS, MOVES = (
    (HERE / f"{name}.js").read_text()
    for name in ("sticks_out", "says", "clipped", "axe", "forced", "overlaps", "moves")
)


def at_once(before: str = "", after: str = "", **parts: str) -> str:
    """A script that asks several things of a page as `before` makes it, before anything of that is drawn."""
    asked = ", ".join(f"{name}: ({part})()" for name, part in parts.items())
    return f"(() => {{ {before}; const told = {{ {asked} }}; {after}; return told }})()"


ROOT = "document.documentElement"
FIRST = at_once(says=SAYS, moves=MOVES)
LARGER = at_once(
    f"{ROOT}.style.fontSize = '200%'", f"{ROOT}.style.fontSize = ''", out=STICKS_OUT, cut=CLIPPED, over=OVERLAPS
)
MIRRORED = at_once(f"{ROOT}.dir = 'rtl'", f"{ROOT}.dir = 'ltr'", out=STICKS_OUT)
SMALL = at_once(out=STICKS_OUT, cut=CLIPPED, over=OVERLAPS)
DECIDED: dict[tuple[int, str], set[str]] = {}  # the kinds of words whose contrast is known


def faults(page: Page, turn: int = 0) -> Iterator[str]:
    """Everything that is wrong with the page that is open."""
    yield from says(page)
    if turn:
        yield from narrow(page)
    for look in TURNS[turn]:
        yield from looked(page, look)
        yield from mirrored(page) if look[0] == PHONE else larger(page)
    if not turn:
        yield from narrow(page)


def briefly(page: Page) -> Iterator[str]:
    """Enough for a page that another reader has been on."""
    yield from says(page)
    for look in AGAIN:
        yield from looked(page, look)


def says(page: Page) -> Iterator[str]:
    """One heading above all, a language, a title, nothing left empty; and nothing that moves where that is not wanted."""
    told = page.evaluate(FIRST)
    yield from (f"moves: {one}" for one in told["moves"])
    told = told["says"]
    if told["h1"] != 1:
        yield f"{told['h1']} h1"
    if not told["lang"] or " · " not in told["title"] and "Convene" not in told["title"]:
        yield f"lang {told['lang']!r}, title {told['title']!r}"
    steps = told["headings"]
    if any(after > before + 1 for before, after in zip(steps, steps[1:], strict=False)):
        yield f"headings leave a level out: {steps}"
    yield from (f"nothing in {one}" for one in told["empty"])
    yield from (f"no picture at {one}" for one in told["broken"])


def looked(page: Page, look: Look) -> Iterator[str]:
    """What this look shows of it."""
    width, scheme, rules = look
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme, forced_colors="none")
    yield from (f"[{width} {scheme}] {one}" for one in axe(page, width, scheme, rules))
    yield from (f"[{width}] {out}" for out in [page.evaluate(STICKS_OUT)] if out)


def axe(page: Page, width: int, scheme: str, rules: dict[str, Any]) -> Iterator[str]:
    """What axe finds, a line for each thing: by these rules, and of contrast where that was not decided before."""
    decided = DECIDED.setdefault((width, scheme), set())
    asked = [rules, " ".join(decided)]
    if (told := page.evaluate(RUN, asked)) is None:
        page.evaluate(AXE)
        told = page.evaluate(RUN, asked)
    decided.update(told["decided"].split())
    for rule, html, summary in told["told"]:
        yield f"{rule}: {html[:160]} ({' '.join(summary.split())[:200]})"


def larger(page: Page) -> Iterator[str]:
    """At the desk, text at twice its size loses nothing; nor do colours that the reader's system forces."""
    yield from fits("200 %", page.evaluate(LARGER))
    page.emulate_media(forced_colors="active", color_scheme="dark")
    yield from (f"[forced] {one}" for one in page.evaluate(FORCED))


def mirrored(page: Page) -> Iterator[str]:
    """On the phone, written from right to left, nothing sticks out either."""
    yield from fits("rtl", page.evaluate(MIRRORED))


def narrow(page: Page) -> Iterator[str]:
    """In the narrowest window nothing sticks out, and in a low one, as 400 % make it, nothing is lost."""
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    yield from (f"[{NARROW}] {out}" for out in [page.evaluate(STICKS_OUT)] if out)
    page.set_viewport_size({"width": NARROW, "height": ZOOMED})
    yield from fits("400 %", page.evaluate(SMALL))


def fits(where: str, told: dict[str, Any]) -> Iterator[str]:
    """What sticks out, is cut off, or lies over something else."""
    yield from (f"[{where}] {out}" for out in [told["out"]] if out)
    yield from (f"[{where}] cut off: {one}" for one in told.get("cut", [])[:3])
    yield from (f"[{where}] {one}" for one in told.get("over", []))
