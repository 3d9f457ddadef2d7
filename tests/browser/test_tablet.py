"""A tablet in the hall, whose connection goes away and comes back."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .test_offline import OFFLINE, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .site import Site
    from .watch import Watch

pytestmark = pytest.mark.browser


def votes_in(site: Site) -> tuple[int, int]:
    """Ballots with a vote, and votes."""
    with sqlite3.connect(site.data / "convene.sqlite3") as base:
        return base.execute("SELECT COUNT(DISTINCT ballot_id), COUNT(*) FROM dialogues_vote").fetchone()


def forgive(watch: Watch) -> None:
    """What is said of requests that found no connection is no fault of a page."""
    expected = (OFFLINE, "htmx:afterRequest", "htmx:sendError", "htmx:timeout")
    watch.troubles[:] = [trouble for trouble in watch.troubles if not any(word in trouble for word in expected)]


def agree(page: Page) -> str:
    """Vote on what stands there, and wait for another statement; gives what stood there."""
    line = page.locator(".statement:visible")
    text = line.inner_text()
    page.locator(".votes .yes:visible").click()
    expect(line).not_to_have_text(text)
    return text


def test_a_tablet_goes_on_without_a_connection_and_sends_every_vote_once_it_is_back(watch: Watch, site: Site) -> None:
    ballots, votes = votes_in(site)
    tablet = watch.open(width=820, height=1180)
    alone = tablet.get_by_text("There is no connection just now.")
    tablet.goto(site.places["kiosk"])
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Begin", exact=True).click()
    seen = [agree(tablet)]
    tablet.context.set_offline(True)
    seen.append(agree(tablet))  # this one fails on its way, and is kept
    expect(alone).to_be_visible()
    seen.append(agree(tablet))
    assert len(set(seen)) == 3  # nobody is asked twice
    tablet.get_by_role("button", name="I am done").click()
    tablet.get_by_role("button", name="Begin", exact=True).click()  # somebody else
    agree(tablet)
    assert votes_in(site) == (ballots + 1, votes + 1)
    tablet.get_by_role("button", name="I am done").click()
    expect(tablet.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    tablet.context.set_offline(False)
    until(lambda: votes_in(site) == (ballots + 2, votes + 4), 20)
    expect(tablet.get_by_role("heading", name="Who can know what")).to_be_visible()  # the page is a fresh one
    expect(alone).to_be_hidden()
    kept = tablet.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('unsent:'))")
    assert [votes for _key, votes in kept] == ["[]"]
    forgive(watch)


def test_a_page_that_needs_a_connection_says_so_and_voting_goes_on(watch: Watch, site: Site) -> None:
    tablet = watch.open(width=820, height=1180)
    tablet.goto(site.places["kiosk"])
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Begin", exact=True).click()
    tablet.context.set_offline(True)
    tablet.get_by_role("link", name="Add what is missing").click()
    expect(tablet.get_by_text("This needs a connection")).to_be_visible()
    agree(tablet)
    tablet.context.set_offline(False)
    tablet.get_by_role("button", name="I am done").click()
    expect(tablet.get_by_role("heading", name="Who can know what")).to_be_visible()
    forgive(watch)


def test_a_vote_that_nobody_answers_is_kept_and_sent_once(watch: Watch, site: Site) -> None:
    ballots, votes = votes_in(site)
    tablet = watch.open(width=820, height=1180)
    tablet.goto(site.places["kiosk"])
    with tablet.expect_navigation():
        tablet.get_by_role("button", name="Begin", exact=True).click()
    line = tablet.locator(".statement:visible")
    text = line.inner_text()
    tablet.route("**/vote/", lambda _route: None)
    tablet.locator(".votes .no:visible").click()
    expect(line).not_to_have_text(text, timeout=15_000)
    tablet.get_by_role("button", name="I am done").click()
    expect(tablet.get_by_role("heading", name="Who can know what")).to_be_visible()
    until(lambda: votes_in(site) == (ballots + 1, votes + 1))
    forgive(watch)
