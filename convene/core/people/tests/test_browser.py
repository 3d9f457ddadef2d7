"""Passkeys, in a real browser with an authenticator of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.site import FLAGS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """One Chromium for all of this; meanwhile Django lets its loop be."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, sync_api.sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=find_chromium() or None, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(request, browser) -> Iterator[object]:
    """A page of Chromium, whose device signs whatever it is asked to."""
    page = browser.new_page(service_workers=getattr(request, "param", "allow"))
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    page.context.close()


def is_clear(page) -> bool:
    """Nothing here keeps people with a screen reader, or without a mouse, from going on."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    told = axe.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in told] == []
    return True


def test_a_passkey_is_added_signs_in_is_renamed_and_removed(page, live_server, ben):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(f"{live_server.url}/account/login/?next=/people/me/security/")
    page.fill("[name=login]", ben.email)
    page.fill("[name=password]", "correct horse")
    page.get_by_role("button", name="Show the password").click()
    assert page.get_attribute("[name=password]", "type") == "text"
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Add: Passkeys").click()
    page.fill("[name=password]", "correct horse")
    page.get_by_role("button", name="Go on").click()
    assert is_clear(page)
    page.fill("[name=name]", "Office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("10 codes are left").wait_for()
    assert is_clear(page)

    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/account/login/?next=/account/2fa/webauthn/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Your menu").or_(page.locator(".menu")).first.wait_for()
    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    page.get_by_text("Office laptop").wait_for()
    assert is_clear(page)

    page.get_by_role("link", name="Rename Office laptop").click()
    confirm_with_passkey(page)
    page.fill("[name=name]", "Old laptop")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Old laptop").click()
    assert is_clear(page)
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("No passkey yet").wait_for()
    assert said == []


def test_a_password_is_not_enough_where_there_is_a_passkey(page, live_server, ben):
    on_the_page_to_add_one(page, live_server, ben)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("10 codes are left").wait_for()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/?next=/people/me/security/")
    sign_in(page, ben)
    page.get_by_role("heading", name="The second step").wait_for()
    assert is_clear(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("1 passkey").wait_for()


def test_a_passkey_can_be_made_on_the_page_that_brought_in_the_worker(page, live_server, ben):
    page.add_init_script(
        "navigator.serviceWorker.onmessage = () => document.documentElement.setAttribute('data-greeted', '')"
    )
    on_the_page_to_add_one(page, live_server, ben)
    page.evaluate("navigator.serviceWorker.ready.then(worker => worker.unregister())")
    page.reload()
    page.locator("html[data-greeted]").wait_for()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("10 codes are left").wait_for()


@pytest.mark.parametrize("page", ["block"], indirect=True)  # a worker would fetch the script past the test
def test_a_passkey_is_asked_for_only_when_the_script_is_there(page, live_server, ben):
    late: list[Route] = []
    on_the_page_to_add_one(page, live_server, ben)
    page.route("**/passkey*.js", lambda route: late.append(route))
    with page.expect_request("**/passkey*.js"):
        page.reload(wait_until="commit")
    button = page.get_by_role("button", name="Add a passkey")
    page.get_by_label("Name of this passkey").wait_for()
    assert not button.is_visible()
    late[0].continue_()
    button.wait_for()
    page.get_by_label("Name of this passkey").press("Enter")
    page.get_by_text("10 codes are left").wait_for()


def on_the_page_to_add_one(page, live_server, person) -> None:
    page.goto(f"{live_server.url}/account/login/?next=/account/2fa/webauthn/add/")
    sign_in(page, person)
    page.fill("[name=password]", "correct horse")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/webauthn/add/")


def sign_in(page, person) -> None:
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "correct horse")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def confirm_with_passkey(page) -> None:
    if page.get_by_role("link", name="Use a passkey").count():
        page.get_by_role("link", name="Use a passkey").click()
        page.get_by_role("button", name="Use a passkey").click()
