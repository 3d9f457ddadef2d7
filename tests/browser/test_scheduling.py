"""Write now and post later, and a topic in short, with script and without."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from .doing import HOME, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_topic_is_written_for_later_changed_and_stopped(script, page):
    leader, title = page("leader", java_script_enabled=script), f"Good morning ({script})"
    due = (dt.datetime.now() + dt.timedelta(days=3)).strftime("%Y-%m-%dT09:30")
    leader.goto(f"{HOME}new/?kind=announcement")
    expect(leader.get_by_label("Announcement", exact=False).first).to_be_checked()
    leader.get_by_label("Title").fill(title)
    leader.get_by_text("Post it later").click()
    leader.get_by_label("Post it at").fill(due)
    if script:
        write(leader, "It is Monday.")
    else:
        leader.get_by_label("Your text").fill("It is Monday.")
    leader.get_by_role("button", name="Post it").click()
    expect(leader.get_by_role("heading", level=1, name="Written for later")).to_be_visible()
    waiting = leader.get_by_role("listitem").filter(has_text=title)
    expect(waiting).to_contain_text("09:30")

    waiting.get_by_role("link", name="Change it").click()
    leader.get_by_label("Post it at").fill(due.replace("09:30", "10:45"))
    leader.get_by_role("button", name="Save").click()
    expect(waiting).to_contain_text("10:45")
    waiting.get_by_role("button", name="Do not post it").click()
    expect(waiting).to_contain_text("You stopped it.")
    expect(waiting.get_by_role("button", name="Remove for good")).to_be_visible()


def test_a_leader_sums_up_and_slows_down_without_javascript(page):
    leader = page("leader", java_script_enabled=False)
    leader.goto(f"{HOME}new/")
    leader.get_by_label("Title").fill("Which glue holds?")
    leader.get_by_label("Your text").fill("On wet brick.")
    leader.get_by_role("button", name="Post it").click()
    address = re.sub(r"[?#].*", "", leader.url)
    leader.get_by_role("link", name="Sum it up").click()
    leader.get_by_label("In short").fill("Butyl tape, **warm**.")
    leader.get_by_label("Posts that it rests on").fill("1")
    leader.get_by_role("button", name="Put it on top").click()
    expect(leader.locator(".in-short strong")).to_have_text("warm")
    leader.goto(f"{address}slow/")
    leader.get_by_label("Every hour").check()
    leader.get_by_role("button", name="Save").click()
    expect(leader.get_by_text("one person posts once in 60 minutes")).to_be_visible()
