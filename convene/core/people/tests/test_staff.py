"""Those who run the site: made at the command line, with a plain way in for emergencies."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from convene.core.people import actions
from convene.core.people.models import User
from convene.lib.errors import NotAllowed


def test_a_new_member_of_staff_gets_an_account_that_a_mailed_code_opens(client, db, capsys, mailoutbox):
    call_command("staff", "Lee.Wong@example.org")
    assert "Lee Wong has a new account and is staff.\nThey sign in with a mailed code: http" in capsys.readouterr().out
    where = client.post("/account/login/code/", {"email": "lee.wong@example.org"}).url
    client.post(where, {"code": re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[0].body)[0]})
    answer = client.get("/staff/records/")
    assert answer.status_code == 200
    lee = User.objects.get()
    assert (lee.handle, lee.is_staff, bool(lee.claimed_at)) == ("lee-wong", True, True)


def test_a_member_is_made_staff_by_any_confirmed_address(ben, capsys):
    EmailAddress.objects.create(user=ben, email="ben@work.example", verified=True)
    call_command("staff", "ben@work.example")
    assert capsys.readouterr().out == "Ben Osei is staff.\n"
    ben.refresh_from_db()
    assert ben.is_staff


def test_something_that_is_no_address_is_refused_with_a_sentence(db):
    with pytest.raises(CommandError, match="is not an e-mail address") as caught:
        call_command("staff", "nobody at all")
    assert caught.value.returncode == 2


def test_only_those_who_run_the_site_make_staff(dora, ben):
    with pytest.raises(NotAllowed):
        actions.make_staff(dora, email=ben.email)


def test_the_records_have_no_sign_in_of_their_own(client, db):
    answer = client.get("/staff/records/login/?next=/staff/records/")
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


@pytest.mark.parametrize("path", ["", "people/user/", "people/archiveaddress/", "account/emailaddress/"])
def test_the_records_are_for_staff(as_, ben, client, path):
    assert client.get(f"/staff/records/{path}").status_code == 302
    assert as_(ben).get(f"/staff/records/{path}", follow=True).status_code == 403


def test_all_staff_find_people_in_the_records_and_mend_a_name(as_, dora, ben):
    browser = as_(dora)
    assert "ben-osei@example.org" in browser.get("/staff/records/people/user/?q=osei").content.decode()
    form = {"name": "Ben O.", "handle": "ben-osei", "is_superuser": "on"}
    browser.post(f"/staff/records/people/user/{ben.pk}/change/", form)
    ben.refresh_from_db()
    assert (ben.name, ben.is_superuser) == ("Ben O.", False)


def test_the_records_show_no_secrets(as_, person, ben):
    boss = person("Rosa Vidal", is_staff=True, is_superuser=True)
    TOTP.activate(ben, "GEZDGNBVGY3TQOJQ")
    browser = as_(boss)
    page = browser.get(f"/staff/records/people/user/{ben.pk}/change/").content.decode()
    assert "Ben Osei" in page
    assert "md5" not in page.lower()
    assert ben.password not in page
    assert browser.get("/staff/records/mfa/authenticator/").status_code == 404
    assert browser.get("/staff/records/people/user/add/").status_code == 403
