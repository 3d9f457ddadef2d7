"""A page hears of what others do, and moves only when it is asked to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .doing import post, reply, start

pytestmark = pytest.mark.browser


def test_a_reply_elsewhere_is_told_without_a_reload(page):
    leader, member = page("leader"), page("member")
    address = start(leader, "Who is at the delta on Friday?", "We leave at seven.")
    bell = leader.locator("#bell-count")
    before = bell.inner_text() if bell.is_visible() else "0"
    member.goto(address)
    reply(member, "I am, with two colleagues.")
    news = leader.get_by_text("1 new reply")
    expect(news).to_be_visible(timeout=15_000)
    expect(post(leader, 2)).to_have_count(0)
    expect(bell).not_to_have_text(before)
    leader.locator("cv-live button").click()
    expect(post(leader, 2)).to_contain_text("with two colleagues")

    leader.goto("/notifications/")
    leader.get_by_role("link", name="Who is at the delta on Friday?").first.click()
    expect(post(leader, 2)).to_be_visible()
