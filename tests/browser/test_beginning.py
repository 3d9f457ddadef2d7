"""The first day: from the sign-up to a first hello, with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .doing import mailed_code
from .look import faults
from .watch import show

pytestmark = pytest.mark.browser


def sign_up(visitor, name: str, address: str) -> None:
    """Make an account; it ends at the first step."""
    visitor.goto("/account/signup/")
    visitor.get_by_label("Your name").fill(name)
    visitor.get_by_label("E-mail address").fill(address)
    visitor.get_by_label("Password", exact=True).fill("a sparrow on the sill")
    if visitor.locator("cv-gate:not(:defined)").count():  # without script one takes one's time
        visitor.wait_for_timeout(15_000)
    visitor.locator("main").get_by_role("button", name="Join", exact=True).click()
    code = mailed_code(visitor.context.new_page(), address)
    visitor.get_by_label("Code").fill(code)
    visitor.get_by_role("button", name="Confirm").click()
    expect(visitor).to_have_url(re.compile("/begin/$"))


@pytest.mark.parametrize("scripted", [True, False])
def test_the_first_day_of_a_partner(scripted, page):
    visitor = page("", width=390, java_script_enabled=scripted)
    sign_up(visitor, "Rosa Villanueva", f"rosa-{scripted}@example.org")
    visitor.get_by_label("I am a partner from a neighborhood group").check()
    visitor.get_by_role("button", name="Go on").click()

    expect(visitor.get_by_label(re.compile("Citizen Science"))).to_be_checked()
    visitor.get_by_label(re.compile("STEM Afterschool")).uncheck()
    visitor.get_by_label("Once a week").check()
    visitor.get_by_role("button", name="Join and go on").click()

    expect(visitor.get_by_text("You joined 3 communities.")).to_be_visible()
    visitor.get_by_label("What you do, or care about").fill("Block captain, Eastbank")
    visitor.get_by_role("button", name="Save and go on").click()

    visitor.get_by_label("Your hello").fill(f"Rosa, Eastbank. Which corner floods first? ({scripted})")
    visitor.get_by_role("button", name="Say hello").click()
    expect(visitor.get_by_text("A moderator looks at it first")).to_be_visible()
    expect(visitor.get_by_label("Your text").last).to_contain_text(f"Which corner floods first? ({scripted})")

    visitor.goto("/")
    expect(visitor.get_by_text("Your first steps")).to_have_count(0)
    visitor.goto("/c/citizen-science/")
    expect(visitor.get_by_role("heading", name="Welcome to Citizen Science")).to_be_visible()
    visitor.get_by_role("button", name="Put this away").click()
    expect(visitor.get_by_role("heading", name="Welcome to Citizen Science")).to_have_count(0)


def test_whoever_skips_everything_finds_the_steps_at_home(page):
    visitor = page("")
    sign_up(visitor, "Ivo Petrov", "ivo@example.org")
    for _step in range(3):
        visitor.get_by_role("link", name="Skip this").click()
    visitor.get_by_role("button", name="Go to your home page").click()
    expect(visitor.get_by_role("heading", name="Your first steps")).to_be_visible()
    show(visitor, "/")
    assert list(faults(visitor)) == []
    visitor.get_by_role("link", name="Say who you are").click()
    expect(visitor.get_by_role("heading", level=1, name="Who are you?")).to_be_visible()
    visitor.goto("/")
    visitor.get_by_role("button", name="Put this away").click()
    expect(visitor.get_by_role("heading", name="Your first steps")).to_have_count(0)
