"""What members do in a topic, with script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, editor, more, post, reply, start, write

pytestmark = pytest.mark.browser
LIKE = re.compile("thank|like|heart|love", re.IGNORECASE)


def test_reply_quote_react_edit_and_accept(page):
    leader, member = page("leader"), page("member")
    address = start(leader, "Which tape holds on wet brick?", "We tried four.", kind="question")

    member.goto(address)
    reply(member, "Butyl tape, warmed in the hand.")
    post(member, 1).get_by_role("link", name="Quote").click()
    quoting = editor(member, "Your reply")
    expect(quoting.locator("blockquote")).to_contain_text("We tried four.")
    quoting.press("Control+End")
    quoting.press_sequentially("Which four?")
    member.get_by_role("button", name="Reply", exact=True).click()
    expect(post(member, 3).locator("blockquote")).to_contain_text("Marisol Quintanar wrote:")

    post(member, 1).get_by_role("button", name=LIKE).click()
    expect(post(member, 1).locator(".reaction[aria-pressed=true]")).to_be_visible()

    more(member, 2, "Edit")
    text = editor(member)
    text.press("Control+End")
    text.press_sequentially(" And pressed for a minute.")
    member.get_by_role("button", name="Save").click()
    expect(post(member, 2)).to_contain_text("And pressed for a minute.")
    post(member, 2).get_by_role("link", name="edited").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("How post 2 was worded")
    expect(member.locator("section", has_text="Before")).to_contain_text("Butyl tape, warmed in the hand.")

    leader.goto(address)
    more(leader, 2, "Choose as the answer")
    expect(post(leader, 2)).to_contain_text("Chosen as the answer")
    leader.goto(HOME)
    expect(leader.locator(".topic", has_text="Which tape holds").get_by_text("Answered")).to_be_visible()


def test_a_topic_opens_where_one_stopped_and_all_can_be_marked_read(page):
    leader, member = page("leader"), page("member", height=700)
    address = start(leader, "A log of the flood week", "Day one.")
    with member.expect_response(lambda answer: answer.url.endswith("/read/") and answer.status == 204):
        member.goto(address)
    leader.goto(address)
    for day in ("Day two.", "Day three."):
        reply(leader, day)
    member.goto(HOME)
    row = member.locator(".topic", has_text="A log of the flood week")
    expect(row).to_contain_text("2 new")
    row.get_by_role("link", name="2 new").click()
    expect(member).to_have_url(re.compile("#new$"))
    expect(member.locator("#new")).to_have_text("2 new posts since you were here")
    expect(post(member, 2)).to_be_in_viewport()

    member.goto("/")
    member.get_by_role("button", name="Mark all read").click()
    expect(member.get_by_text("You have read everything in your communities")).to_be_visible()


def test_following_is_chosen_by_a_press(page):
    member, leader = page("member"), page("leader")
    address = start(leader, "Chairs that stack", "Do yours?")
    member.goto(address)
    muted = member.get_by_role("button", name="Muted")
    muted.click()
    expect(muted).to_have_attribute("aria-pressed", "true")
    member.goto("/")
    expect(member.get_by_text("Chairs that stack")).to_have_count(0)


def test_a_draft_outlives_a_reload(page, site):
    member = page("member")
    member.goto(f"{HOME}t/{site.places['bare']}/")
    with member.expect_response(lambda answer: answer.url.endswith("/draft/") and answer.ok):
        write(member, "Half a thought, not yet", "Your reply")
    expect(member.get_by_text("Draft saved")).to_be_visible()
    member.reload()
    expect(editor(member, "Your reply")).to_contain_text("Half a thought, not yet")
    member.goto("/mine/?show=drafts")
    expect(member.get_by_role("main")).to_contain_text("Nobody has answered this yet")


def test_an_edit_that_was_begun_outlives_a_reload(page):
    member = page("member")
    start(member, "A kettle for the workshop", "It boils.")
    more(member, 1, "Edit")
    with member.expect_response(lambda answer: "/drafts/" in answer.url and answer.ok):
        editor(member).press("Control+End")
        editor(member).press_sequentially(" Slowly, though.")
    expect(member.get_by_text("Draft saved")).to_be_visible()
    member.reload()
    expect(editor(member)).to_contain_text("It boils. Slowly, though.")
    expect(member.get_by_role("main")).to_contain_text("What you began to write is here again")
    member.get_by_role("button", name="Begin again without it").click()
    expect(editor(member)).to_have_text("It boils.")
