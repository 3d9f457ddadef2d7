"""Finding what was said before: while one asks, and when one comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .doing import HOME, start

pytestmark = pytest.mark.browser


def test_similar_discussions_are_shown_while_the_title_is_typed(page):
    start(page("leader"), "Keeping wasps out of a rain gauge", "They nest in it.", kind="question")
    member = page("member")
    member.goto(f"{HOME}new/?kind=question")
    title = member.get_by_label("Title")
    title.press_sequentially("How do we keep wasps")
    found = member.locator("cv-similar")
    expect(found.get_by_role("status")).to_have_text("1 discussion looks similar")
    expect(found.get_by_role("link")).to_contain_text("Keeping wasps out of a rain gauge")
    expect(title).to_be_focused()
    with member.expect_popup() as beside:
        found.get_by_role("link").click()
    expect(beside.value.get_by_role("heading", level=1)).to_have_text("Keeping wasps out of a rain gauge")
    expect(title).to_have_value("How do we keep wasps")
    title.fill("Zzyzx")
    expect(found.get_by_role("link")).to_have_count(0)
    expect(found.get_by_role("status")).to_be_empty()


def test_similar_discussions_are_found_without_javascript(page):
    start(page("leader"), "Keeping moths out of a light trap", "They are the point, I know.", kind="question")
    member = page("member", java_script_enabled=False)
    member.goto(f"{HOME}new/")
    member.get_by_label("Title").fill("A light trap that keeps moths out")
    member.get_by_label("Your text").fill("Not yet posted.")
    member.get_by_role("button", name="Look for similar").click()
    expect(member.get_by_role("link", name="Keeping moths out of a light trap")).to_be_visible()
    expect(member.get_by_label("Your text")).to_have_value("Not yet posted.")
    member.get_by_role("button", name="Post it").click()
    expect(member.get_by_role("heading", level=1, name="A light trap that keeps moths out")).to_be_visible()
