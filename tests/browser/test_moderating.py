"""From a report to a refusal, from better words to approval."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .doing import more, post, reply, start, write

pytestmark = pytest.mark.browser


def test_a_report_is_answered_and_what_was_refused_is_mended(page):
    writer, reader, leader = page("tova@example.org"), page("member"), page("leader")
    address = start(leader, "Pumps for sale", "Nothing is for sale here.")
    reader.goto(address)
    reply(reader, "I know a good shop.")

    leader.goto(address)
    more(leader, 2, "Report")
    leader.get_by_label("It is advertising or spam").check()
    leader.get_by_role("button", name="Report it").click()
    expect(leader.get_by_text("Thank you. A moderator looks at it")).to_be_visible()

    leader.goto("/moderation/?community=citizen-science")
    reported = leader.locator("article.card", has_text="I know a good shop.")
    reported.get_by_text("Take it down…").click()
    reported.get_by_label("Why").fill("Please name what it costs you, not where to buy.")
    reported.get_by_role("button", name="Take it down, and say why").click()
    expect(leader.get_by_text("Refused. The author is told why.")).to_be_visible()
    reader.goto("/notifications/")
    expect(reader.get_by_text("Please name what it costs you").first).to_be_visible()

    writer.goto(address)
    write(writer, "Ours broke within a week.", "Your reply")
    writer.get_by_role("button", name="Reply", exact=True).click()
    held = writer.locator("article.card", has_text="Ours broke within a week.")
    expect(held).to_contain_text("usually within a day")
    reader.goto(address)
    expect(reader.get_by_text("Ours broke within a week.")).to_have_count(0)

    leader.goto("/moderation/?community=citizen-science")
    waiting = leader.locator("article.card", has_text="Ours broke within a week.")
    waiting.get_by_text("Refuse…").click()
    waiting.get_by_label("Why").fill("Say which one, so that others can use it.")
    waiting.get_by_role("button", name="Refuse, and say why").click()

    writer.goto(address)
    held = writer.locator("article.card", has_text="Ours broke within a week.")
    expect(held).to_contain_text("Say which one")
    held.get_by_role("link", name="Mend it").click()
    write(writer, " It was the blue one.")
    writer.get_by_role("button", name="Send it again").click()
    expect(writer.get_by_text("Sent again.")).to_be_visible()

    leader.goto("/moderation/?community=citizen-science")
    again = leader.locator("article.card", has_text="It was the blue one.")
    again.get_by_role("button", name="Approve").click()
    expect(leader.get_by_text("Approved. The author is told.")).to_be_visible()
    reader.goto(address)
    expect(post(reader, 3)).to_contain_text("It was the blue one.")
