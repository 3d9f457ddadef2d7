"""Somebody who has no mouse: Tab, Enter, arrows and letters, and at each stop one sees where one is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
STOP, COVERED = ((HERE / name).read_text() for name in ("stop.js", "covered.js"))
NOW = f"() => ({STOP.partition(chr(10))[2]})(({COVERED.partition(chr(10))[2]})())"
MOST = 160  # stops on a page


class Keys:
    """A page that is walked by keys alone; fails where the focus is lost, without a ring, or under something."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> Keys:
        """Type an address, and take the way past the header."""
        self.page.goto(address)
        self.press("Tab")
        assert self.stop()["name"] == "Skip to content"
        self.press("Enter")
        return self

    def stop(self) -> dict[str, Any]:
        """Where the focus is."""
        told: dict[str, Any] = self.page.evaluate(NOW)
        assert told["isBody"] or told["hasRing"], f"no ring around {told['what']}"
        assert not told["under"], told["under"]
        return told

    def to(self, what: str, *, key: str = "Tab") -> Keys:
        """Press Tab until something of this name has the focus."""
        seen = []
        for _stop in range(MOST):
            self.press(key)
            here = self.stop()["name"]
            if re.search(what, here):
                return self
            seen.append(here)
        raise AssertionError(f"{key} does not lead to {what}, but to {seen}")

    def press(self, *keys: str) -> Keys:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> Keys:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
        return self

    def go(self, what: str = "", *, key: str = "Enter") -> Keys:
        """Reach something, press it, and be on the next page."""
        if what:
            self.to(what)
        with self.page.expect_navigation():
            self.press(key)
        return self
