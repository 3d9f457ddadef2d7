"""A poll from asking to closing, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_poll_is_asked_voted_in_and_closed(script, page):
    leader, member = page("leader", java_script_enabled=script), page("member", java_script_enabled=script)
    leader.goto(f"{HOME}new/")
    leader.get_by_label("Title").fill(f"Which day suits you? ({script})")
    leader.get_by_text("Add a poll").click()
    leader.get_by_label("What do you want to know?").fill("Which day?")
    leader.get_by_label("Options", exact=True).fill("Tuesday\nWednesday\nNever")
    leader.get_by_label("After one has voted").check()
    if script:
        write(leader, "For the call in spring.")
    else:
        leader.get_by_label("Your text").fill("For the call in spring.")
    leader.get_by_role("button", name="Post it").click()
    expect(leader.get_by_role("heading", name="Which day?")).to_be_visible()
    address = re.sub(r"[?#].*", "", leader.url)

    member.goto(address)
    poll = member.locator(".poll")
    expect(poll.locator("table")).to_have_count(0)
    poll.get_by_label("Wednesday").check()
    poll.get_by_role("button", name="Vote").click()
    expect(poll.get_by_role("row", name=re.compile("Wednesday Your vote"))).to_contain_text("1 · 100 %")
    poll.get_by_text("Change my vote").click()
    poll.get_by_role("button", name="I am undecided").click()
    expect(poll).to_contain_text("1 of them undecided")

    leader.reload()
    leader.get_by_role("button", name="Close the poll").click()
    expect(leader.locator(".poll")).to_contain_text("closed")
    member.reload()
    expect(poll.get_by_role("button")).to_have_count(0)
