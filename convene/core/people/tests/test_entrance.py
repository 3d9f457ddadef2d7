"""Arriving: sign-up, codes, passwords, and nothing told to those who try addresses."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from convene.core.ledger.models import Entry
from convene.core.people.models import User

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
NEW = {"name": "Noor Haddad", "email": "Noor@example.org", "password1": "river stones 42"}


def code_in(mail) -> str:
    found = CODE.search(mail.body)
    assert found, mail.body
    return found[0]


def test_a_person_signs_up_with_a_code_and_is_signed_in_where_they_wanted_to_go(client, db, mailoutbox):
    answer = client.post("/account/signup/?next=/people/me/profile/", NEW | {"next": "/people/me/profile/"})
    assert answer.status_code == 302
    noor = User.objects.get(handle="noor-haddad")
    assert noor.email == "noor@example.org"
    assert noor.claimed_at is None
    assert client.get("/people/noor-haddad/").status_code == 404
    assert "noor@example.org" in client.get(answer.url).content.decode()

    answer = client.post(answer.url, {"code": code_in(mailoutbox[0])})
    assert answer.status_code == 302
    assert answer.url == "/people/me/profile/"
    assert client.get(answer.url).wsgi_request.user == noor
    noor.refresh_from_db()
    assert noor.claimed_at is not None
    assert list(Entry.objects.values_list("verb", flat=True)) == ["people.signed_up", "people.joined"]


def test_a_wrong_code_is_refused_and_after_three_a_new_one_is_needed(client, db, mailoutbox):
    where = client.post("/account/signup/", NEW).url
    for _try in range(2):
        assert "This code is not right" in client.post(where, {"code": "AAAA-AAAA"}).content.decode()
    assert client.post(where, {"code": "AAAA-AAAA"}).status_code == 302
    assert client.post(where, {"code": code_in(mailoutbox[0])}).status_code == 302
    assert not EmailAddress.objects.get().verified


def test_a_member_signs_in_with_address_and_password(client, ben):
    answer = client.post("/account/login/", {"login": "BEN-OSEI@example.org", "password": "correct horse"})
    assert answer.status_code == 302
    assert client.get("/people/me/profile/").wsgi_request.user == ben


def test_a_member_signs_in_with_a_mailed_code_once(client, ben, mailoutbox):
    where = client.post("/account/login/code/", {"email": ben.email}).url
    code = code_in(mailoutbox[0])
    assert client.post(where, {"code": code.lower().replace("-", " ")}).status_code == 302
    assert client.get("/people/me/profile/").status_code == 200
    other = Client()
    other.post("/account/login/code/", {"email": ben.email})
    assert "not right" in other.post(where, {"code": code}).content.decode()


def test_a_forgotten_password_is_replaced_with_a_mailed_code(client, ben, as_, mailoutbox):
    elsewhere = as_(ben)
    where = client.post("/account/password/reset/", {"email": ben.email}).url
    where = client.post(where, {"code": code_in(mailoutbox[0])}).url
    assert client.post(where, {"password1": "seven quiet herons"}).status_code == 302
    assert client.get("/people/me/profile/").status_code == 200
    assert elsewhere.get("/people/me/profile/").status_code == 302  # signed out there
    assert "replaced by a new one" in mailoutbox[-1].body


@pytest.mark.parametrize("password", ["short", "password1", "ben-osei@example.org"])
def test_passwords_that_are_easy_to_guess_are_refused(client, db, password):
    answer = client.post("/account/signup/", NEW | {"email": "ben-osei@example.org", "password1": password})
    assert answer.status_code == 200
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["   ", "\u202e\u200b", "123", "Ad\u200bmin", "Аdmin", "S t a f f"])
def test_names_that_cannot_be_read_or_belong_to_the_site_are_refused(client, db, name):
    assert client.post("/account/signup/", NEW | {"name": name}).status_code == 200
    assert not User.objects.exists()


def test_names_lose_what_cannot_be_seen(client, db):
    client.post("/account/signup/", NEW | {"name": "  Noor\u202e  Haddad\u200b "})
    assert User.objects.get().name == "Noor Haddad"


def test_a_password_from_before_the_proof_is_void_when_the_proof_is_a_mailed_code(client, db, mailoutbox):
    Client().post("/account/signup/", NEW)  # somebody with a foreign address
    where = client.post("/account/login/code/", {"email": "noor@example.org"}).url
    client.post(where, {"code": code_in(mailoutbox[-1])})
    noor = User.objects.get()
    assert noor.claimed_at
    assert not noor.has_usable_password()


FORMS = {
    "sign-up": ("/account/signup/", {"name": "Somebody", "password1": "river stones 42"}, "email"),
    "sign-in": ("/account/login/", {"password": "not the right one"}, "login"),
    "reset": ("/account/password/reset/", {}, "email"),
    "code": ("/account/login/code/", {}, "email"),
}


@pytest.mark.parametrize("form", FORMS)
def test_nobody_learns_whether_an_address_has_an_account(form, ben, mailoutbox):
    url, fields, field = FORMS[form]
    seen = []
    for address in ("ben-osei@example.org", "zed-osei@example.org"):
        client = Client()
        first = client.post(url, fields | {field: address})
        pages = [first, client.get(first.url)] if first.status_code == 302 else [first]
        seen.append([
            (page.status_code, page.headers.get("Location"), without_tokens(page.content.decode(), address))
            for page in pages
        ])  # fmt: skip
    assert seen[0] == seen[1]
    assert len(mailoutbox) == (0 if form == "sign-in" else 2)


def without_tokens(page: str, address: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(address, "ADDRESS")


def test_a_wrong_code_says_the_same_with_and_without_an_account(ben, mailoutbox):
    seen = []
    for address in ("ben-osei@example.org", "zed-osei@example.org"):
        client = Client()
        where = client.post("/account/login/code/", {"email": address}).url
        answer = client.post(where, {"code": "AAAA-AAAA"})
        seen.append((answer.status_code, without_tokens(answer.content.decode(), address)))
    assert seen[0] == seen[1]


def test_too_many_wrong_passwords_are_slowed_down(client, ben):
    for _try in range(5):
        client.post("/account/login/", {"login": ben.email, "password": "wrong"})
    answer = client.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    assert "That was too often" in answer.content.decode()


def test_sign_out_is_a_button_and_not_a_link(as_, ben):
    browser = as_(ben)
    assert "Sign out?" in browser.get("/account/logout/").content.decode()
    assert browser.get("/people/me/profile/").status_code == 200
    browser.post("/account/logout/")
    assert browser.get("/people/me/profile/").status_code == 302


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_leads_nowhere_else(client, ben, next_):
    answer = client.post("/account/login/", {"login": ben.email, "password": "correct horse", "next": next_})
    assert answer.url == "/"
