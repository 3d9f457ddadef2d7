"""Finding what was said before: while one asks, and when one comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, editor, more, post, start, write

pytestmark = pytest.mark.browser


def test_similar_discussions_are_shown_while_the_title_is_typed(page):
    start(page("leader"), "Keeping wasps out of a rain gauge", "They nest in it.", kind="question")
    member = page("member")
    member.goto(f"{HOME}new/?kind=question")
    title = member.get_by_label("Title")
    title.press_sequentially("How do we keep wasps")
    found = member.locator("cv-similar")
    expect(found.get_by_role("status")).to_have_text("1 topic looks similar")
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


def test_a_post_is_kept_with_a_note_and_found_again(page):
    member = page("member")
    address = start(page("leader"), "Where the spare batteries are", "In the blue box.")
    member.goto(address)
    more(member, 1, "Bookmark")
    member.get_by_label("A note to yourself").fill("Before the fair")
    member.get_by_role("button", name="Keep it").click()
    expect(post(member, 1).get_by_role("link", name="Your bookmark")).to_be_visible()
    member.goto("/mine/?show=bookmarks")
    row = member.locator(".topic", has_text="Before the fair")
    row.get_by_role("link", name="Change or remove").click()
    member.get_by_role("button", name="Remove the bookmark").click()
    expect(post(member, 1).get_by_role("link", name="Your bookmark")).to_have_count(0)


def test_what_was_said_is_found_from_any_page(page):
    start(page("leader"), "Keeping ospreys off a weather mast", "They build on it each spring.", kind="question")
    member = page("member")
    member.goto("/communities/")
    found = member.locator(".found .topic", has_text="Keeping ospreys off a weather mast")
    for _attempt in range(20):  # the worker writes the index within seconds
        member.goto("/search/?q=osprey")
        if found.count():
            break
        member.wait_for_timeout(500)
    expect(found.locator("mark").first).to_have_text("ospreys")
    member.goto("/communities/")
    member.keyboard.press("/")
    field = member.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    expect(member.get_by_role("option", name=re.compile(r"^osprey\b"))).to_be_visible()  # looked for before
    field.press_sequentially("ospr")
    option = member.get_by_role("option", name="Keeping ospreys off a weather mast")
    expect(option).to_be_visible()
    field.press("Escape")
    expect(option).to_be_hidden()
    field.press_sequentially("e")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(member.get_by_role("heading", level=1)).to_have_text("Keeping ospreys off a weather mast")


def test_a_search_needs_no_javascript(page):
    start(page("leader"), "Keeping herons from a koi pond", "A net, or a plastic heron.")
    visitor = page("", java_script_enabled=False)
    visitor.goto("/")
    for _attempt in range(20):
        visitor.goto("/communities/")
        visitor.get_by_role("searchbox", name="Search").fill("heron pond")
        visitor.get_by_role("button", name="Search").click()
        if visitor.locator(".found .topic").count():
            break
        visitor.wait_for_timeout(500)
    visitor.get_by_role("link", name="Keeping herons from a koi pond").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Keeping herons from a koi pond")


def test_a_double_click_posts_once(page):
    member = page("member")
    address = start(page("leader"), "Pressed twice", "Once is enough.")
    member.goto(address)
    write(member, "Only once, please.", "Your reply")
    member.get_by_role("button", name="Reply", exact=True).dblclick()
    expect(post(member, 2)).to_contain_text("Only once, please.")
    member.goto(address)
    expect(member.locator("#posts").get_by_text("Only once, please.")).to_have_count(1)


def test_two_devices_disagree_and_no_words_are_lost(page):
    address = start(page("leader"), "Written at the desk and on the phone", "Which one counts?")
    desk, phone = page("member"), page("member", width=390)
    desk.goto(address)
    phone.goto(address)
    with desk.expect_response(lambda answer: answer.url.endswith("/draft/") and answer.ok):
        write(desk, "Words from the desk.", "Your reply")
    with phone.expect_response(lambda answer: answer.url.endswith("/draft/") and answer.ok):
        write(phone, "Words from the phone.", "Your reply")
    expect(phone.get_by_text("On another device you had written something else.")).to_be_visible()
    phone.get_by_role("button", name="Bring it back").click()
    expect(editor(phone, "Your reply")).to_contain_text("Words from the phone.")
    expect(editor(phone, "Your reply")).to_contain_text("Words from the desk.")
