"""From the front page to a first question, with script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from .doing import editor, mailed_code, picture

pytestmark = pytest.mark.browser


def test_a_visitor_signs_up_joins_and_asks_with_a_picture(page, watch):
    visitor = page()
    visitor.goto("/")
    visitor.get_by_role("link", name="Join the network").click()
    visitor.get_by_label("Your name").fill("Vera Vizzini")
    visitor.get_by_label("E-mail address").fill("vera@example.org")
    visitor.get_by_label("Password", exact=True).fill("four gulls on a mast")
    visitor.locator("main").get_by_role("button", name="Join", exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Is this your address?")
    code = mailed_code(visitor.context.new_page(), "vera@example.org")
    visitor.get_by_label("Code").fill(code)
    visitor.get_by_role("button", name="Confirm").click()
    expect(visitor.get_by_label("Your menu")).to_be_visible()

    visitor.goto("/c/steam/")
    visitor.get_by_role("button", name="Join", exact=True).click()
    expect(visitor.get_by_text("Welcome to")).to_be_visible()

    visitor.goto("/c/steam/")
    visitor.get_by_role("link", name="Ask a question").click()
    expect(visitor.get_by_label("Question")).to_be_checked()
    visitor.get_by_label("Title").fill("Who has a rain gauge that children can build?")
    text = editor(visitor)
    text.click()
    visitor.get_by_role("button", name="Bold").click()
    text.press_sequentially("Out of bottles")
    visitor.get_by_role("button", name="Bold").click()
    text.press_sequentially(", if it can be. What do you say, @adi")
    visitor.get_by_role("option").first.click()
    with visitor.expect_file_chooser() as chooser:
        visitor.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files(picture())
    expect(text.get_by_role("img", name="sensor")).to_be_visible()
    visitor.get_by_role("tab", name="Preview").click()
    panel = visitor.get_by_role("tabpanel")
    expect(panel.locator("img")).to_be_visible()
    preview = panel.inner_html().strip()
    visitor.get_by_role("button", name="Post it").click()

    posted = visitor.locator("#post-1 .prose")
    expect(posted.locator("strong")).to_have_text("Out of bottles")
    expect(posted.locator("a.mention")).to_have_count(1)
    assert posted.inner_html().strip() == preview
    posted.locator("img").scroll_into_view_if_needed()
    expect(posted.locator("img")).to_have_js_property("naturalWidth", 320)


def test_signing_out_leaves_nothing_behind(page, watch):
    from_elsewhere = page("abel@example.org")
    context = watch.context()
    visitor = context.new_page()
    visitor.goto("/account/login/")
    visitor.get_by_label("E-mail address").fill("tommie@example.org")
    visitor.get_by_label("Password", exact=True).fill("science-center")
    visitor.locator("main").get_by_role("button", name="Sign in").click()
    visitor.get_by_label("Your menu").click()
    visitor.get_by_role("link", name="Sign out").click()
    visitor.locator("main").get_by_role("button", name="Sign out").click()
    expect(visitor.locator("header").get_by_role("link", name="Sign in")).to_be_visible()
    assert not [cookie for cookie in context.cookies() if cookie["name"] == "session"]
    visitor.goto("/mine/")
    assert "/account/login/" in visitor.url
    visitor.go_back()
    expect(visitor.get_by_label("Your menu")).to_have_count(0)
    from_elsewhere.goto("/mine/")
    expect(from_elsewhere.get_by_role("heading", level=1)).to_have_text("My topics")


def test_whoever_is_faster_than_their_browser_waits_a_moment_and_is_told(page):
    visitor = page()
    held: list[Route] = []
    visitor.route("**/solver*.js", lambda route: held.append(route))  # noqa: PLW0108 (playwright needs a function of Python)
    visitor.goto("/account/signup/")
    visitor.get_by_label("Your name").fill("Piet Haste")
    visitor.get_by_label("E-mail address").fill("piet@example.org")
    visitor.get_by_label("Password", exact=True).fill("four gulls on a mast")
    visitor.locator("main").get_by_role("button", name="Join", exact=True).click()
    expect(visitor.locator("cv-gate [role=status]")).to_contain_text("One moment")
    held[0].continue_()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Is this your address?")
