"""What can be done too often is slowed down, says for how long, and locks out nobody who sits in the same museum."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.account.app_settings import RATE_LIMITS
from allauth.core.internal.ratelimit import parse_rates
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.moderation import actions as moderation
from convene.core.moderation.actions import reports
from convene.core.moderation.models import Report
from convene.features.discussions import actions
from convene.features.discussions.moderated import POSTS
from convene.lib.errors import TooMuch

MUSEUM = "198.51.100.7"
PASSWORD = "river stones 42"


@pytest.fixture(autouse=True)
def _fresh(db) -> None:
    cache.clear()


@pytest.fixture
def few(settings) -> None:
    """Four tries from one network instead of sixty."""
    limits = {name: re.sub(r"\b60/m/ip", "4/m/ip", limit) for name, limit in settings.ACCOUNT_RATE_LIMITS.items()}
    settings.ACCOUNT_RATE_LIMITS = limits


def is_slowed(answer) -> bool:
    """Whether it was too often; then it says for how long."""
    says = "ten minutes" in answer.content.decode()
    assert says == (answer.status_code != 302)
    if answer.status_code == 429:
        assert int(answer["Retry-After"]) == 600
    return says


def browser(address: str = MUSEUM) -> Client:
    """A new browser at an IP address."""
    return Client(REMOTE_ADDR=address)


def wrong(email: str, address: str = MUSEUM) -> str:
    """What is said to a wrong password."""
    return browser(address).post("/account/login/", {"login": email, "password": "guessed"}).content.decode()


def test_guessing_one_password_is_slowed_from_wherever_it_comes(ben) -> None:
    said = [wrong(ben.email, f"203.0.113.{number}") for number in range(7)]
    assert ["ten minutes" in one for one in said] == [False] * 5 + [True] * 2
    right = {"login": ben.email, "password": "correct horse"}
    assert "ten minutes" in browser("192.0.2.1").post("/account/login/", right).content.decode()


def test_an_address_without_an_account_is_slowed_alike() -> None:
    said = ["ten minutes" in wrong("nobody@example.org") for _try in range(7)]
    assert said == [False] * 5 + [True] * 2


def test_whose_password_is_guessed_can_still_come_in_by_a_mailed_code(ben, mailoutbox) -> None:
    for _try in range(8):
        wrong(ben.email, "203.0.113.9")
    own = browser()
    where = own.post("/account/login/code/", {"email": ben.email}).url
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mailoutbox[-1].body)
    assert code
    assert own.post(where, {"code": code[0]}).status_code == 302
    assert "_auth_user_id" in own.session


def test_a_whole_museum_signs_in_at_once_from_one_network(person) -> None:
    staff = [person(f"Guide Number {chr(65 + number // 26)}{chr(65 + number % 26)}") for number in range(45)]
    for one in staff[:10]:
        wrong(one.email)  # not everybody types well in the morning
    for one in staff:
        answer = browser().post("/account/login/", {"login": one.email, "password": "correct horse"})
        assert answer.status_code == 302, one


def test_a_workshop_of_fifty_signs_up_at_once_from_one_network(mailoutbox) -> None:
    for number in range(50):
        form = {"name": "Somebody New", "email": f"guest-{number}@example.org", "password1": PASSWORD}
        assert browser().post("/account/signup/", form).status_code == 302
    assert len(mailoutbox) == 50


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/account/signup/", {"name": "Somebody New", "email": "new-{}@example.org", "password1": PASSWORD}),
        ("/account/login/code/", {"email": "who-{}@example.org"}),
        ("/account/password/reset/", {"email": "who-{}@example.org"}),
    ],
)
def test_a_flood_from_one_address_ends_with_a_sentence_that_says_when(path, form, few) -> None:
    for number in range(5):
        filled = {name: value.format(number) for name, value in form.items()}
        assert is_slowed(browser().post(path, filled)) == (number == 4), number
    assert not is_slowed(browser("192.0.2.44").post(path, {name: value.format(9) for name, value in form.items()}))


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/account/signup/", {"name": "Somebody New", "password1": PASSWORD}),
        ("/account/login/code/", {}),
        ("/account/password/reset/", {}),
    ],
)
@pytest.mark.parametrize("email", ["ben-osei@example.org", "nobody@example.org"])
def test_nobodys_mailbox_is_filled_by_asking_again_and_again(
    path: str, form: dict[str, str], email: str, ben, mailoutbox
) -> None:
    for number in range(12):
        browser(f"203.0.113.{number}").post(path, {**form, "email": email})
    assert 1 <= len(mailoutbox) <= 3


def test_a_session_that_was_stolen_fills_no_mailbox_and_guesses_no_code(ben, mailoutbox, time_machine) -> None:
    ben.set_unusable_password()
    ben.save()
    stolen, other, page = browser(), browser("192.0.2.9"), "/people/me/still-you/"
    for one in (stolen, other):
        one.force_login(ben)
    began = timezone.now()
    for minute in range(8):
        time_machine.move_to(began + dt.timedelta(minutes=minute))
        assert stolen.get(page).status_code == 200, "the last code is good for a while"
    assert len(mailoutbox) == 6
    for _try in range(5):
        assert stolen.post(page, {"code": "wrong"}).status_code == 422
    for one in (stolen, other):
        answer = one.post(page, {"code": "wrong"})
        assert is_slowed(answer)
        assert answer.status_code == 429
    assert len(mailoutbox) == 6
    time_machine.move_to(began + dt.timedelta(minutes=20))
    assert stolen.get(page).status_code == 200
    assert len(mailoutbox) == 7


def test_rotating_within_one_network_of_ipv6_does_not_help(few) -> None:
    for number in range(5):
        said = {"email": f"who-{number}@example.org"}
        answer = browser(f"2001:db8:1:2::{number:x}").post("/account/login/code/", said)
    assert is_slowed(answer)


def test_a_header_that_anybody_can_write_does_not_help(few) -> None:
    for number in range(5):
        answer = browser().post(
            "/account/login/code/",
            {"email": f"who-{number}@example.org"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
    assert is_slowed(answer)


def test_no_limit_at_the_entrance_lasts_longer_than_its_sentence_says() -> None:
    rates = {name: parse_rates(limit) for name, limit in RATE_LIMITS.items()}
    assert all(rate.duration <= 600 for several in rates.values() for rate in several)
    networks = [rate for name in ("login", "signup") for rate in rates[name] if rate.per == "ip"]
    assert networks
    assert all(rate.amount >= 60 for rate in networks)


def test_reports_have_a_limit_a_day_but_not_for_those_who_keep_order(ana, ben, cleo, topic, monkeypatch) -> None:
    monkeypatch.setattr(reports, "A_DAY", 2)
    posts = [actions.reply(ben, topic, body=f"Reply {number}") for number in range(4)]
    for post in posts[:2]:
        moderation.report(cleo, POSTS.find(cleo, post.pk), reason="spam")
    with pytest.raises(TooMuch, match="tomorrow") as no:
        moderation.report(cleo, POSTS.find(cleo, posts[2].pk), reason="spam")
    assert no.value.retry_after > 0
    Report.objects.filter(person=cleo).update(at=timezone.now() - dt.timedelta(days=1, minutes=1))
    moderation.report(cleo, POSTS.find(cleo, posts[2].pk), reason="spam")
    for post in posts:
        moderation.report(ana, POSTS.find(ana, post.pk), reason="spam")


def test_invitations_have_a_limit_that_their_page_explains(ben, community, as_, mailoutbox) -> None:
    for first in (0, 20, 40):
        communities.invite(ben, community, addresses=[f"guest-{first + number}@example.org" for number in range(20)])
    answer = as_(ben).post(f"/communities/{community.slug}/invite/", {"addresses": "one-more@example.org"})
    assert answer.status_code == 429
    assert "tomorrow" in answer.content.decode()
