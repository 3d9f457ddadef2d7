"""A copy of everything, and leaving for good, with script and without."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import Page, expect

from .look import faults

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_copy_is_made_and_fetched_and_leaving_is_asked_twice(script, page):
    member = page("member", java_script_enabled=script)
    member.goto("/people/me/data/")
    member.get_by_role("button", name="Make a copy").click()
    _show_that_it_is_me(member)
    fetch = member.get_by_role("link", name="Fetch the copy").first
    for _wait in range(60):
        if fetch.count() and not member.get_by_text("Your copy is being made.").count():
            break
        member.wait_for_timeout(500)
        member.goto("/people/me/data/")
    with member.expect_download() as started:
        fetch.click()
    with zipfile.ZipFile(started.value.path()) as archive:
        assert {"index.html", "posts.html", "posts.json", "messages.json"} <= set(archive.namelist())
    member.get_by_role("button", name="Delete").first.click()
    expect(member.get_by_text("That copy is deleted.")).to_be_visible()

    member.get_by_role("link", name="Leave the network").click()
    member.get_by_label("Remove it").check()
    member.get_by_role("button", name="Go on").click()
    expect(member.get_by_role("heading", name="Leave for good?")).to_be_visible()
    if script:
        assert list(faults(member)) == []
    member.get_by_role("link", name="Stay").click()
    expect(member.get_by_role("heading", name="A copy of everything of yours")).to_be_visible()


def _show_that_it_is_me(person: Page) -> None:
    if "/reauthenticate/" in person.url:  # it was not shown within ten minutes
        person.locator("[name=password]").fill("science-center")
        person.get_by_role("button", name="Go on").click()
    expect(person.get_by_role("heading", name="A copy of everything of yours")).to_be_visible()
