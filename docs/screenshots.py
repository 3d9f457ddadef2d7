"""Draw docs/screenshots anew, on a site of its own with the demo content: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site import FLAGS, find_chromium, furnished, start
from tests.browser.watch import Watch

FOLDER = Path(__file__).parent / "screenshots"
LARGEST = 250_000  # bytes of a picture
DESK, PHONE = (1280, 860), (390, 844)
MEMBER = "hoku@example.org"
TOPIC = "Eleven of our sixty air sensors"


def main() -> None:
    """Draw every picture, and say how large it became."""
    chromium = find_chromium()
    if not chromium:
        sys.exit("No Chromium was found: install chromium, or name one in CHROMIUM.")
    FOLDER.mkdir(exist_ok=True)
    with demo(chromium) as watch:
        for name, draw in PICTURES.items():
            path = FOLDER / f"{name}.webp"
            sys.stdout.write(f"{path.name}: {save(draw(watch), path) // 1000} kB\n")
        assert not watch.troubles, watch.troubles


@contextmanager
def demo(chromium: str) -> Iterator[Watch]:
    """A site with the demo content, and a browser to look at it."""
    with tempfile.TemporaryDirectory(prefix="convene-pictures-") as folder, sync_playwright() as playwright:
        site = start(furnished(Path(folder), "plain"), Path(folder) / "site", DEVELOPMENT="1")
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        watch = Watch(browser, site)
        try:
            yield watch
        finally:
            watch.close()
            browser.close()
            site.stop()


def save(page: Page, path: Path) -> int:
    """Keep what the page shows, small enough for a README; returns the bytes."""
    page.wait_for_load_state()
    expect(page.locator("h1").first).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => true)")
    drawn = path.with_suffix(".png")
    page.screenshot(path=drawn)
    for quality in (90, 82, 70, 55):
        Image.open(drawn).save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= LARGEST:
            break
    drawn.unlink()
    return path.stat().st_size


def window(watch: Watch, who: str, address: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Page:
    """A page as somebody sees it, drawn sharply."""
    page = watch.open(who, width=size[0], height=size[1], scheme=scheme, device_scale_factor=1.5)
    page.goto(address)
    return page


def topic(watch: Watch, size: tuple[int, int], scheme: str) -> Page:
    """A long topic with an answer."""
    page = window(watch, MEMBER, "/c/citizen-science/", size, scheme)
    page.get_by_role("link", name=TOPIC).first.click()
    page.evaluate("scrollTo(0, 0)")
    return page


def composing(watch: Watch) -> Page:
    """Somebody is writing a reply, and mentions a colleague."""
    page = topic(watch, DESK, "light")
    page.locator("cv-composer").scroll_into_view_if_needed()  # the editor is brought when it is seen
    text = page.locator(".ProseMirror")
    expect(text).to_be_visible()
    text.click()
    page.keyboard.type("We had the same mornings. ")
    page.keyboard.press("Control+B")
    page.keyboard.type("Three things helped:")
    page.keyboard.press("Control+B")
    page.keyboard.press("Enter")
    page.keyboard.type("- a fan that runs all night")
    page.keyboard.press("Enter")
    page.keyboard.type("a card on each box that says when it was cleaned")
    page.keyboard.press("Enter")
    page.keyboard.type("and what @deja")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("form.composer").evaluate("form => scrollBy(0, form.getBoundingClientRect().top - 330)")
    return page


PICTURES: dict[str, Callable[[Watch], Page]] = {
    "front": lambda watch: window(watch, "", "/"),
    "home": lambda watch: window(watch, MEMBER, "/"),
    "communities": lambda watch: window(watch, "", "/communities/"),
    "community": lambda watch: window(watch, MEMBER, "/c/citizen-science/"),
    "topic": lambda watch: topic(watch, DESK, "light"),
    "topic-phone-dark": lambda watch: topic(watch, PHONE, "dark"),
    "home-phone": lambda watch: window(watch, MEMBER, "/", PHONE),
    "composer": composing,
    "library": lambda watch: window(watch, MEMBER, "/library/"),
    "search": lambda watch: window(watch, MEMBER, "/search/?q=sensors"),
}


if __name__ == "__main__":
    main()
