"""What people do on the pages, by the words that they see."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOME = "/c/citizen-science/"


def editor(page: Page, label: str = "Your text") -> Locator:
    """Where one writes, once the rich editor has come to life."""
    expect(page.locator("cv-composer .ProseMirror")).to_be_visible()
    return page.get_by_role("textbox", name=label)


def start(page: Page, title: str, body: str, *, kind: str = "discussion", community: str = HOME) -> str:
    """Start a topic with script; returns its address."""
    page.goto(f"{community}new/?kind={kind}")
    page.get_by_label("Title").fill(title)
    write(page, body)
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return re.sub(r"[?#].*", "", page.url)


def write(page: Page, text: str, label: str = "Your text") -> None:
    """Type into the rich editor."""
    place = editor(page, label)
    place.click()
    place.press_sequentially(text)


def reply(page: Page, text: str) -> None:
    """Reply in the topic that is open, and wait until it stands there."""
    write(page, text, "Your reply")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#posts").get_by_text(text)).to_be_visible()


def post(page: Page, number: int) -> Locator:
    """A post on the page."""
    return page.locator(f"#post-{number}")


def more(page: Page, number: int, choice: str) -> None:
    """Something from the menu of a post."""
    post(page, number).get_by_label(f"More for post {number}").click()
    post(page, number).locator(".sheet").get_by_text(choice, exact=True).click()


def picture() -> dict[str, object]:
    """A small photograph to attach."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((320, 200)).save(drawn, "PNG")
    return {"name": "sensor.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def mailed_code(page: Page, address: str) -> str:
    """The code in the newest mail to an address, read where a developer reads it."""
    newest = page.locator("main li", has_text=address).first
    for _look in range(40):
        page.goto("/mail/")
        if newest.count():
            break
        page.wait_for_timeout(500)  # the browser that asked for it may still be at its sum
    newest.get_by_role("link").first.click()
    return page.locator(".letter-code").first.inner_text()


def mailed_link(page: Page, address: str, begins: str) -> str:
    """A link in the newest mail to an address."""
    page.goto("/mail/")
    newest = page.locator("main li", has_text=address).first
    return newest.locator(f'a[href*="{begins}"]').first.get_attribute("href") or ""
