"""The site as an app: read without a connection what was read before, and reply; nothing stays for the next person."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .doing import start, write
from .site import Site
from .watch import Watch, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"
KEPT = """async () => {
  const cache = await caches.open('kept')
  return (await cache.keys()).map(request => request.url)
}"""
REPLIES = """() => new Promise(done => {
  indexedDB.open('convene').onsuccess = ({ target: { result } }) => {
    result.transaction('replies').objectStore('replies').getAll().onsuccess = ({ target }) => done(target.result)
  }
})"""


@pytest.fixture
def app(watch: Watch) -> Iterator[Callable[..., Page]]:
    """`app("member")`: a browser that has installed the worker, with the home page open."""

    def open_app(who: str) -> Page:
        page = watch.open(who, service_workers="allow")
        page.goto("/")
        until(lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
        until(lambda: page.url in page.evaluate(KEPT))
        return page

    yield open_app
    watch.troubles[:] = [trouble for trouble in watch.troubles if OFFLINE not in trouble]


@pytest.fixture
def topic(page) -> str:
    """The address of a topic that the leader has started."""
    return start(page("leader"), "Readings from the roof", "What does yours say?")


def until(holds: Callable[[], Any], seconds: float = 10) -> Any:
    """Wait until something is so; returns it."""
    deadline = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found
    return found


def posts(site: Site, words: str) -> int:
    """How many posts say this."""
    with sqlite3.connect(site.data / "convene.sqlite3", timeout=30) as db:
        return int(db.execute("SELECT COUNT(*) FROM discussions_post WHERE body LIKE ?", [f"%{words}%"]).fetchone()[0])


def read(page: Page, address: str) -> None:
    """Open a page, and wait until it is kept."""
    page.goto(address)
    until(lambda: address in page.evaluate(KEPT))


def reply_offline(page: Page, address: str, words: str) -> None:
    """Read a topic, lose the connection, reply."""
    read(page, address)
    page.context.set_offline(True)
    write(page, words, "Your reply")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#waiting .waiting")).to_contain_text(words)


def test_the_site_can_be_installed(app):
    page = app("member")
    browser = page.context.new_cdp_session(page)
    manifest = browser.send("Page.getAppManifest")
    assert manifest["errors"] == []
    told = json.loads(manifest["data"])
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        assert page.request.get(icon["src"]).ok, icon
    errors = [error["errorId"] for error in browser.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [error for error in errors if error != "in-incognito"] == []


def test_what_was_read_can_be_read_without_a_connection(app, topic):
    page = app("member")
    read(page, topic)
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya")
    page.goto(topic)
    expect(page.get_by_text("What does yours say?")).to_be_visible()
    expect(page.get_by_text("No connection. This page is as you read it")).to_be_visible()
    page.goto("/c/exhibits/")
    expect(page.get_by_role("heading", level=1, name="No connection")).to_be_visible()
    page.get_by_role("link", name="Readings from the roof").click()
    expect(page.get_by_text("What does yours say?")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("link", name="Load it anew").click()
    expect(page.get_by_text("What does yours say?")).to_be_visible()
    expect(page.get_by_text("No connection.")).to_be_hidden()


def test_a_reply_waits_for_a_connection_and_is_posted_once_although_its_tab_was_killed(app, topic, site):
    page = app("member")
    reply_offline(page, topic, "Twelve, by the window.")
    expect(page.locator("#waiting .state")).to_have_text("Waiting for a connection")
    expect(page.locator("cv-composer .ProseMirror")).to_have_text("")
    context = page.context
    kill(page)
    again = context.new_page()
    again.goto("/")
    expect(again.locator("#waiting .state")).to_have_text("Waiting for a connection")
    assert posts(site, "Twelve, by the window.") == 0
    context.set_offline(False)  # now that the worker runs: one that is just starting would not hear of it
    expect(again.locator("#waiting .state")).to_have_text("Posted", timeout=20_000)
    again.get_by_role("link", name="Show it").click()
    expect(again.locator("#posts").get_by_text("Twelve, by the window.")).to_be_visible()
    again.reload()
    expect(again.locator("#waiting")).to_be_hidden()
    assert posts(site, "Twelve, by the window.") == 1


def test_a_connection_that_comes_back_unannounced_is_found(app, topic):
    page = app("member")
    browser = page.context.new_cdp_session(page)
    here = browser.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    no_sync = {"permission": {"name": "background-sync"}, "setting": "denied"}
    browser.send("Browser.setPermission", {**no_sync, "origin": page.url, "browserContextId": here})
    reply_offline(page, topic, "Thirteen, in the shade.")
    page.evaluate("addEventListener('online', event => event.stopImmediatePropagation(), { capture: true })")
    page.evaluate("document.querySelector('#waiting article').dataset.drawn = 'once'")
    page.wait_for_timeout(2500)
    expect(page.locator("#waiting [data-drawn]")).to_have_count(1)  # asked again, and nothing new to draw
    page.context.set_offline(False)
    expect(page.locator("#waiting .state")).to_have_text("Posted", timeout=20_000)


def kill(page: Page) -> None:
    """End a tab at once, and the worker with it."""
    browser = page.context.new_cdp_session(page)
    browser.send("ServiceWorker.enable")
    browser.send("ServiceWorker.stopAllWorkers")
    page.close(run_before_unload=False)


def test_nothing_that_was_read_stays_when_its_reader_signs_out(app, topic):
    page = app("priya@example.org")  # in a session of its own, which ends here
    read(page, topic)
    sign_out(page)
    assert page.evaluate("caches.has('kept')") is False
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(one => Boolean(one.active))")
    page.context.set_offline(True)
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name="No connection")).to_be_visible()
    expect(page.get_by_text("What you can read meanwhile")).to_be_hidden()


def sign_out(page: Page) -> None:
    """By the page for it."""
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_somebody_else_at_the_same_device_finds_neither_pages_nor_words(app, topic, site):
    page = app("member")
    reply_offline(page, topic, "For the eyes of Priya.")
    # The session ends elsewhere: by its age, or on the page of all sessions
    state = page.context.cookies()
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto("/communities/")
    expect(page.locator("#waiting")).to_contain_text("waits until its writer signs in again")
    expect(page.get_by_text("For the eyes of Priya.")).to_have_count(0)
    until(lambda: page.evaluate("caches.has('kept')") is False)
    sign_in(page, "newcomer@example.org")
    page.goto("/communities/")
    until(lambda: page.url in page.evaluate(KEPT))
    expect(page.locator("#waiting")).to_be_hidden()
    assert topic not in page.evaluate(KEPT)
    assert posts(site, "For the eyes of Priya.") == 0
    page.context.clear_cookies()
    page.context.add_cookies(state)
    page.goto("/communities/")
    expect(page.locator("#waiting .state")).to_have_text("Posted", timeout=20_000)
    assert posts(site, "For the eyes of Priya.") == 1


def test_a_refused_reply_keeps_its_words(app, page, topic, site, watch):
    member = app("member")
    reply_offline(member, topic, "One more thing, at length.")
    leader = page("leader")
    leader.goto(topic)
    leader.get_by_role("button", name="Close the topic").click()
    expect(leader.get_by_role("button", name="Open it again")).to_be_visible()
    member.context.set_offline(False)
    member.goto(topic)
    refused = member.locator("#waiting .refused")
    expect(refused).to_contain_text("Could not be posted: This topic is closed", timeout=20_000)
    expect(refused).to_contain_text("One more thing, at length.")
    expect(refused.get_by_role("button", name="Copy the words")).to_be_visible()
    leader.get_by_role("button", name="Open it again").click()
    expect(leader.get_by_role("button", name="Close the topic")).to_be_visible()
    member.reload()
    member.locator("#waiting .refused").get_by_role("button", name="Try again").click()
    expect(member.locator("#waiting .state")).to_have_text("Posted", timeout=20_000)
    assert posts(site, "One more thing, at length.") == 1
    assert [trouble.split()[0] for trouble in watch.troubles if "/reply/" in trouble] == ["403"]
    watch.troubles.clear()


def test_waiting_words_can_be_taken_back_and_two_replies_keep_their_order(app, topic, site):
    page = app("member")
    reply_offline(page, topic, "First.")
    write(page, "Second, rather long.", "Your reply")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#waiting .words")).to_have_text(["First.", "Second, rather long."])
    page.locator("#waiting .waiting").last.get_by_role("button", name="Take it back").click()
    expect(page.locator("#waiting .words")).to_have_text(["First."])
    write(page, " Or short.", "Your reply")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#waiting .words")).to_have_count(2)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#waiting .posted")).to_have_count(2, timeout=20_000)
    page.goto(topic)
    expect(page.locator("#posts .prose")).to_contain_text(["First.", "Second, rather long. Or short."])


def test_what_cannot_wait_says_so(app, topic):
    page = app("member")
    read(page, topic)
    page.context.set_offline(True)
    page.locator("#post-1 .reaction").first.click()
    expect(page.get_by_role("heading", level=1, name="This was not sent")).to_be_visible()
