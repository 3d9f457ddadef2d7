"""Private messages: with script, by keyboard, without script, and as they arrive."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import picture, write
from .watch import show

pytestmark = pytest.mark.browser


def test_a_message_is_written_answered_and_heard_of(page):
    writer, reader = page("member"), page("leader")
    writer.goto("/messages/new/")
    to = writer.get_by_label("To", exact=True)
    to.press_sequentially("owe")
    expect(writer.get_by_role("option").first).to_contain_text("Owen")
    to.press("Enter")
    expect(to).to_have_value(re.compile(r"^Owen .* @owen[\w-]*, $"))
    to.press_sequentially("Marisol")
    expect(writer.get_by_role("option").first).to_contain_text("Marisol Quintanar")
    to.press("ArrowDown")
    to.press("ArrowUp")
    to.press("Enter")
    expect(to).to_have_value(re.compile(r"@owen[\w-]*, Marisol Quintanar @marisol-quintanar, $"))
    write(writer, "Who has a spare projector?", "Your message")
    writer.get_by_role("button", name="Send").click()
    expect(writer.locator("#message-1")).to_contain_text("spare projector")

    reader.goto("/notifications/")
    expect(reader.locator("main")).not_to_contain_text("projector")
    reader.get_by_role("link", name=re.compile("wrote to you")).first.click()
    expect(reader.locator("#message-1")).to_contain_text("spare projector")
    write(reader, "I have two.", "Your message")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator("#message-2")).to_contain_text("I have two.")

    writer.get_by_text("1 new message").wait_for(timeout=15_000)
    writer.get_by_role("button", name="Show").click()
    expect(writer.locator("#message-2")).to_contain_text("I have two.")
    writer.locator("#message-1").get_by_label("More for message 1").click()
    writer.get_by_role("link", name="Take it back").click()
    writer.get_by_role("button", name="Take it back").click()
    expect(writer.locator("#message-1")).to_contain_text("This message was taken back.")


def test_a_draft_of_a_message_comes_back_elsewhere(page, site):
    here = f"/messages/{site.places['talk']}/?page=2"
    first = page("member")
    first.goto(here)
    write(first, "Half a thought", "Your message")
    expect(first.get_by_text("Draft saved")).to_be_visible()
    second = page("member")
    second.goto(here)
    expect(second.locator("cv-composer .ProseMirror")).to_contain_text("Half a thought")


def test_messages_work_without_javascript(page):
    writer = page("kirsten@example.org", java_script_enabled=False)
    show(writer, "/people/dele-akinwande/")
    writer.get_by_role("link", name="Write to Dele Akinwande").click()
    writer.get_by_label("Your message").fill("They have **no** script.")
    writer.get_by_label("Attach files").set_input_files(picture())
    writer.get_by_role("button", name="Send").click()
    expect(writer.locator("#message-1 strong")).to_have_text("no")
    expect(writer.locator("#message-1 img")).to_have_count(1)
    writer.get_by_label("Your message").fill("One more.")
    writer.get_by_role("button", name="Send").click()
    expect(writer.locator("#message-2")).to_contain_text("One more.")
    writer.locator("#message-2 summary").click()
    writer.locator("#message-2").get_by_role("link", name="Edit").click()
    writer.get_by_label("Your message").fill("One more, worded better.")
    writer.get_by_role("button", name="Save").click()
    expect(writer.locator("#message-2")).to_contain_text("worded better")
    writer.get_by_role("button", name="Mute").click()
    expect(writer.get_by_role("button", name="Unmute")).to_be_visible()

    reader = page("dele@example.org", java_script_enabled=False)
    reader.goto("/messages/")
    reader.get_by_role("link", name=re.compile("Kirsten")).click()
    reader.get_by_role("button", name="Mark as read").click()
    reader.wait_for_url("**/messages/")
    expect(reader.locator("li", has_text="Kirsten")).not_to_contain_text("new")
    reader.get_by_role("link", name=re.compile("Kirsten")).click()
    reader.locator("#message-2 summary").click()
    reader.locator("#message-2").get_by_role("link", name="Report it").click()
    reader.get_by_label("What is wrong?").fill("Nothing, but I try this.")
    reader.get_by_role("button", name="Hand it to the staff").click()
    expect(reader.get_by_text("The staff have it now")).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text("no script")
