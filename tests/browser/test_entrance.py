"""Ways in besides a password, and the pages that are seen only on the way."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .doing import mailed_code
from .look import faults
from .watch import show

pytestmark = pytest.mark.browser


SEEN_WITH_A_KEY = (
    "/account/2fa/webauthn/",
    "/account/2fa/recovery-codes/generate/",
    "/people/me/security/",
    "/account/2fa/reauthenticate/",
    "/account/2fa/webauthn/reauthenticate/",
)


def found_on(page, address: str = "") -> list[str]:
    """What is wrong with the page that is open, once it is the one at `address`."""
    page.wait_for_url(re.compile(address))
    return [f"{page.url}: {fault}" for fault in faults(page)]


def sign_in(page, address: str) -> None:
    """Fill in the sign-in page."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill("science-center")
    page.locator("main").get_by_role("button", name="Sign in").click()


def test_a_passkey_opens_the_door(page):
    person = page("long@example.org")
    devtools = person.context.new_cdp_session(person)
    devtools.send("WebAuthn.enable")
    key: dict[str, object] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    show(person, "/account/2fa/webauthn/add/")
    person.get_by_label("Name").fill("My telephone")
    person.get_by_role("button", name="Add a passkey").click()
    expect(person.get_by_role("heading", name="Recovery codes")).to_be_visible()
    found = found_on(person)
    for address in SEEN_WITH_A_KEY:
        person.goto(address)
        found += found_on(person)
    for choice in ("Rename", "Remove"):
        person.goto("/account/2fa/webauthn/")
        person.get_by_role("link", name=choice).click()
        found += found_on(person, "/keys/")

    person.context.clear_cookies()
    sign_in(person, "long@example.org")
    expect(person.get_by_label("Your menu")).to_have_count(0)  # a password is not enough any more
    found += found_on(person, "/2fa/authenticate/")
    person.goto("/account/login/")
    person.get_by_role("button", name="Use a passkey").click()
    expect(person.get_by_label("Your menu")).to_be_visible()
    assert not found, "\n" + "\n".join(found)


def test_codes_from_an_app_are_a_second_step(page):
    person = page("joaquin@example.org")
    show(person, "/account/2fa/totp/activate/")
    person.get_by_label("Code").fill(code_of(person.locator("main code").inner_text()))
    person.get_by_role("button", name="Switch it on").click()
    expect(person.get_by_role("heading", name="Recovery codes")).to_be_visible()
    person.goto("/account/2fa/totp/deactivate/")
    found = found_on(person)
    assert not found, "\n" + "\n".join(found)


def code_of(secret: str) -> str:
    """The six digits that an app would show now (RFC 6238)."""
    signed = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    place = signed[-1] & 15
    return f"{(struct.unpack('>I', signed[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_a_mailed_code_is_enough(page):
    person = page()
    person.goto("/account/login/code/")
    person.get_by_label("E-mail address").fill("carys@example.org")
    person.get_by_role("button", name="Mail me a code").click()
    found = found_on(person, "/code/confirm/")
    person.get_by_label("Code").fill(mailed_code(person.context.new_page(), "carys@example.org"))
    person.locator("main form").first.get_by_role("button").first.click()
    expect(person.get_by_label("Your menu")).to_be_visible()
    assert not found, "\n" + "\n".join(found)


def test_a_forgotten_password_is_replaced(page):
    person = page()
    person.goto("/account/password/reset/")
    person.get_by_label("E-mail address").fill("gordon@example.org")
    person.locator("main form").first.get_by_role("button").first.click()
    found = found_on(person, "/reset/confirm/")
    person.get_by_label("Code").fill(mailed_code(person.context.new_page(), "gordon@example.org"))
    person.locator("main form").first.get_by_role("button").first.click()
    found += found_on(person, "/reset/complete/")
    for box in person.locator("input[type=password]").all():
        box.fill("a kettle of hawks")
    person.locator("main form").first.get_by_role("button", name=re.compile("password|save", re.I)).last.click()
    expect(person.get_by_label("Your menu")).to_be_visible()
    assert not found, "\n" + "\n".join(found)


EMPTIED = (Path(__file__).parent / "emptied.js").read_text()
FORMS = [
    ("", "/account/login/", "Sign in"),
    ("", "/account/signup/", "Join"),
    ("leader", "/c/citizen-science/new/", "Post it"),
    ("leader", "/people/me/profile/", "Save"),
    ("leader", "/communities/citizen-science/settings/", "Save"),
    ("leader", "/communities/citizen-science/invite/", "Send"),
    ("leader", "/account/password/change/", ""),
    ("staff", "/texts/about/", "Save"),
]


def test_forms_that_need_another_look_say_so_well(page):
    found = []
    for who in ("", "leader", "staff"):
        person = page(who)
        for _who, address, button in (one for one in FORMS if one[0] == who):
            show(person, address)
            form = person.locator("main form", has=person.get_by_role("button", name=button)).first
            form.evaluate(EMPTIED)
            expect(person.locator("main .error, main .errors").first).to_be_visible()
            found += [f"{address} with errors: {fault}" for fault in faults(person)]
    assert not found, "\n" + "\n".join(found)
