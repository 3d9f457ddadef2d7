"""Reading, joining and posting without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .doing import HOME, picture, post, start

pytestmark = pytest.mark.browser


def test_everything_that_matters_works_without_javascript(page):
    reader = page("kirsten@example.org", java_script_enabled=False)
    reader.goto("/communities/")
    reader.get_by_role("link", name="Citizen Science").first.click()
    reader.get_by_role("button", name="Join", exact=True).click()
    expect(reader.get_by_text("Welcome to Citizen Science.", exact=True)).to_be_visible()
    reader.get_by_role("link", name="Ask a question").click()
    reader.get_by_label("Title").fill("Does this work on the old library computers?")
    reader.get_by_label("Your text").fill("They have **no** script at all.")
    reader.get_by_label("Attach files").set_input_files(picture())
    reader.get_by_role("button", name="Post it").click()
    expect(post(reader, 1).locator("strong")).to_have_text("no")
    expect(post(reader, 1).locator("img")).to_have_count(1)
    address = re.sub(r"[?#].*", "", reader.url)
    reader.get_by_label("Your reply").fill("It does.")
    reader.get_by_role("button", name="Reply", exact=True).click()
    expect(post(reader, 2)).to_contain_text("It does.")
    post(reader, 1).get_by_role("link", name="Quote").click()
    expect(reader.get_by_label("Your reply")).to_have_value(re.compile("> They have"))
    reader.get_by_role("button", name="Muted").click()
    expect(reader.get_by_role("button", name="Muted")).to_have_attribute("aria-pressed", "true")
    reader.goto(f"{address}2/edit/")
    reader.get_by_label("Your text").fill("It does, slowly.")
    reader.get_by_role("button", name="Save").click()
    expect(post(reader, 2)).to_contain_text("It does, slowly.")
    reader.locator("summary[aria-label='Your menu']").click()
    expect(reader.get_by_role("link", name="Sign out")).to_be_visible()


WORDS = "(e => e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '')(document.activeElement)"


def reach(page, what: str, most: int = 90) -> None:
    """Press Tab until something with these words has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if re.search(what, page.evaluate(WORDS).strip()):
            return
    raise AssertionError(f"the Tab key does not lead to {what}")


def test_reading_joining_and_posting_need_no_mouse(page):
    reader = page("samir@example.org")
    reader.goto("/")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to content")).to_be_focused()
    reach(reader, "^Communities$")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/communities/")
    reader.goto(HOME)
    reach(reader, "^Join$")
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("Welcome to Citizen Science.", exact=True)).to_be_visible()
    reach(reader, "^Start a topic$")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/new/")
    reach(reader, "^Title")
    reader.keyboard.type("Written with the keyboard alone")
    expect(reader.locator(".ProseMirror")).to_be_visible()
    reach(reader, "^Bold$", most=6)  # past what looks similar
    reader.keyboard.press("ArrowRight")
    expect(reader.get_by_role("button", name="Italic")).to_be_focused()
    for _press in range(6):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.isContentEditable"):
            break
    reader.keyboard.type("Every word of it, and ")
    reader.keyboard.press("Control+B")
    reader.keyboard.type("this one")
    reader.keyboard.press("Control+Enter")
    expect(post(reader, 1).locator("strong")).to_have_text("this one")

    reach(reader, "^More for post 1")
    reader.keyboard.press("Enter")
    expect(post(reader, 1).get_by_role("link", name="Copy the link")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(post(reader, 1).get_by_role("link", name="Copy the link")).to_be_hidden()


COVERED = (Path(__file__).parent / "covered.js").read_text()
LONG_PAGES = ("/", f"{HOME}new/", "/communities/citizen-science/settings/", "/communities/")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_covers_what_has_the_focus(width, page, site):
    reader = page("leader", width=width, height=700)
    found = []
    for address in (*LONG_PAGES, f"{HOME}t/{site.places['answered']}/"):
        reader.goto(address)
        for _press in range(60):
            reader.keyboard.press("Tab")
            if trouble := reader.evaluate(COVERED):
                found.append(f"{address}: {trouble}")
    assert not found, "\n".join(found)


def test_a_title_of_any_length_can_be_posted_and_read(page):
    member = page("member")
    start(member, "x" * 200, "A title of 200 letters without a space.")
    assert member.evaluate("document.documentElement.scrollWidth <= innerWidth")
