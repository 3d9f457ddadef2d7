"""What keeps an account one's own: second steps, passkeys, sessions, suspensions."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from convene.core.ledger.models import Entry
from convene.core.people import actions
from convene.core.people.models import Session
from convene.lib.errors import NotAllowed, NotPossible

MINE = "/people/me/security/"


@pytest.fixture
def at_home(client, ben) -> Client:
    """Ben's browser, in which he signed in by password and has just shown again that it is him."""
    client.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    return client


def app_code(secret: str, later: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


def with_app(person) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    return secret


def signed_in(browser: Client) -> bool:
    return browser.get(MINE).status_code == 200


@pytest.mark.django_db(transaction=True)  # the mail goes out after the commit
def test_a_person_sets_up_an_app_and_gets_recovery_codes(at_home, ben, mailoutbox):
    page = at_home.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert "data:image/svg+xml" in page
    assert "not right" in at_home.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    answer = at_home.post("/account/2fa/totp/activate/", {"code": app_code(secret)}, follow=True)
    assert len(re.findall(r"<code>\d{8}</code>", answer.content.decode())) == 10
    assert "Codes from an app are on" in mailoutbox[-1].subject

    other = Client()
    other.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    assert not signed_in(other)
    assert other.post("/account/2fa/authenticate/", {"code": "123456"}).status_code == 200
    other.post("/account/2fa/authenticate/", {"code": app_code(secret, later=1)})
    assert signed_in(other)


def test_a_recovery_code_works_once(ben):
    with_app(ben)
    code = RecoveryCodes.activate(ben).get_unused_codes()[0]
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post("/account/login/", {"login": ben.email, "password": "correct horse"})
        browser.post("/account/2fa/authenticate/", {"code": code})
    assert signed_in(first)
    assert not signed_in(second)


def test_a_mailed_code_does_not_get_past_the_second_step(client, ben, mailoutbox):
    secret = with_app(ben)
    where = client.post("/account/login/code/", {"email": ben.email}).url
    client.post(where, {"code": re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[0].body)[0]})
    assert not signed_in(client)
    client.post("/account/2fa/authenticate/", {"code": app_code(secret)})
    assert signed_in(client)


def test_switching_the_app_off_asks_for_the_person_again(as_, ben):
    with_app(ben)
    answer = as_(ben).post("/account/2fa/totp/deactivate/")
    assert answer.status_code == 302
    assert "/account/reauthenticate/" in answer.url
    assert Authenticator.objects.filter(user=ben).exists()


def test_sessions_are_listed_and_can_be_ended_one_by_one_or_all(ben):
    browsers = [Client(HTTP_USER_AGENT=f"Mozilla/5.0 (X11; Linux) Firefox/{number}") for number in (128, 129, 130)]
    for browser in browsers:
        browser.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    page = browsers[0].get("/account/sessions/").content.decode()
    assert page.count("Firefox on Linux</b>") == 3
    assert page.count("This browser") == 1
    ends = re.findall(r'action="(/people/me/security/sessions/\d+/end/)"', page)
    assert len(ends) == 2
    browsers[0].post(ends[0])
    assert sorted(map(signed_in, browsers)) == [False, True, True]
    browsers[0].post("/account/sessions/")
    assert [signed_in(browser) for browser in browsers] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(at_home, as_, cleo):
    page = at_home.get("/account/sessions/").content.decode()
    assert "This browser" in page
    number = Session.objects.get().user.usersession_set.get().pk
    assert as_(cleo).post(f"/people/me/security/sessions/{number}/end/").status_code == 404
    assert signed_in(at_home)


def test_a_changed_password_signs_out_everywhere_else(at_home, as_, ben, mailoutbox):
    elsewhere = as_(ben)
    answer = at_home.post(
        "/account/password/change/", {"oldpassword": "correct horse", "password1": "seven quiet herons"}
    )
    assert answer.url == MINE
    assert signed_in(at_home)
    assert not signed_in(elsewhere)
    assert "If it was not" in mailoutbox[-1].body


def test_an_address_is_added_made_the_main_one_and_the_old_one_removed(at_home, ben, mailoutbox):
    where = at_home.post("/account/email/", {"email": "ben@new.example", "action_add": "1"}).url
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[0].body)[0]
    at_home.post(where, {"code": code})
    at_home.post("/account/email/", {"email": "ben@new.example", "action_primary": "1"})
    ben.refresh_from_db()
    assert ben.email == "ben@new.example"
    at_home.post("/account/email/", {"email": "ben-osei@example.org", "action_remove": "1"})
    assert list(EmailAddress.objects.filter(user=ben).values_list("email", "verified")) == [("ben@new.example", True)]


def test_addresses_cannot_be_touched_without_showing_who_one_is(as_, ben):
    answer = as_(ben).post("/account/email/", {"email": "thief@example.org", "action_add": "1"})
    assert "/account/reauthenticate/" in answer.url


def test_a_suspended_person_is_out_at_once_and_told_why(as_, ben, dora, mailoutbox):
    browser = as_(ben)
    assert signed_in(browser)
    actions.suspend(dora, ben, reason="Advertising in five communities.")
    assert not signed_in(browser)
    assert not Session.objects.filter(user=ben).exists()
    assert "Advertising in five communities." in mailoutbox[-1].body
    answer = Client().post("/account/login/", {"login": ben.email, "password": "correct horse"}, follow=True)
    assert "This account is suspended" in answer.content.decode()
    actions.reinstate(dora, ben)
    assert signed_in(as_(ben))
    assert list(Entry.objects.filter(verb__startswith="people.").order_by("pk").values_list("verb", flat=True)) == [
        "people.suspended",
        "people.reinstated",
    ]


def test_a_row_without_its_session_swept_is_still_no_way_in(as_, ben):
    browser = as_(ben)
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)
    assert not signed_in(browser)


@pytest.mark.parametrize("who", ["ana", "ben", "cleo"])
def test_only_staff_suspend(request, who, cleo, as_):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        actions.suspend(actor, cleo, reason="I do not like them.")
    assert as_(actor).post("/people/cleo-park/suspend/", {"reason": "no"}).status_code == 403


def test_staff_say_why_and_do_not_suspend_themselves(dora, ben):
    with pytest.raises(NotPossible):
        actions.suspend(dora, ben, reason="  ")
    with pytest.raises(NotAllowed):
        actions.suspend(dora, dora, reason="Enough.")


@pytest.mark.parametrize(
    "path", ["", "2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/", "email/", "sessions/"]
)
def test_the_pages_of_an_account_are_for_those_who_are_signed_in(client, db, path):
    answer = client.get(f"/account/{path}")
    assert answer.status_code == 302
    assert "/login/" in answer.url


def test_an_old_session_is_renewed_when_its_person_comes_by(as_, ben, time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC))
    browser = as_(ben)
    begun = Session.objects.get().expire_date
    time_machine.shift(10 * 24 * 3600)
    assert "session" not in browser.get(MINE).cookies
    time_machine.shift(10 * 24 * 3600)
    assert "session" in browser.get(MINE).cookies
    assert Session.objects.get().expire_date > begun
    time_machine.shift(31 * 24 * 3600)
    assert not signed_in(browser)
