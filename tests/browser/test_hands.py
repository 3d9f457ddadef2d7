"""A show of hands from asking to closing, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_show_of_hands_is_asked_voted_in_and_closed(script, page):
    leader, member = page("leader", java_script_enabled=script), page("member", java_script_enabled=script)
    leader.goto(f"{HOME}new/")
    leader.get_by_label("Title").fill(f"Which day suits you? ({script})")
    leader.get_by_text("Add a show of hands").click()
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
    hands = member.locator(".hands")
    expect(hands.locator("table")).to_have_count(0)
    hands.get_by_label("Wednesday").check()
    hands.get_by_role("button", name="Vote").click()
    expect(hands.get_by_role("row", name=re.compile("Wednesday Your vote"))).to_contain_text("1 · 100 %")
    hands.get_by_text("Change my vote").click()
    hands.get_by_role("button", name="I am undecided").click()
    expect(hands).to_contain_text("1 of them undecided")

    leader.reload()
    leader.get_by_role("button", name="Close the show of hands").click()
    expect(leader.locator(".hands")).to_contain_text("closed")
    member.reload()
    expect(hands.get_by_role("button")).to_have_count(0)
