"""How long an answer takes does not tell whether an address has an account."""

from __future__ import annotations

import statistics
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

ROUNDS, MOST = 9, 0.005  # pairs of requests, one after the other; seconds between the medians
TRIES = 3  # noise does not come three times, a difference does
PASSWORD = "correct horse battery"
ASKED = {
    "/account/login/": {"login": "{}", "password": "a wrong password"},
    "/account/signup/": {"name": "Somebody New", "email": "{}", "password1": PASSWORD},
    "/account/login/code/": {"email": "{}"},
    "/account/password/reset/": {"email": "{}"},
}


@pytest.fixture
def known(person, settings):
    """The address of an account, with the hashing that sites use and no limit on asking."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    somebody = person("Mia Bell")
    somebody.set_password(PASSWORD)
    somebody.save()
    assert EmailAddress.objects.get(user=somebody).verified
    return somebody.email


def seconds(path: str, address: str) -> tuple[float, int]:
    """The processor's time until a stranger is answered, and the status: other work of the machine does not count."""
    browser = Client(REMOTE_ADDR="192.0.2.7")
    cache.clear()
    form = {name: value.format(address) for name, value in ASKED[path].items()}
    began = time.process_time()
    answer = browser.post(path, form)
    return time.process_time() - began, answer.status_code


@pytest.mark.alike  # it is the hashing of passwords that takes time
@pytest.mark.parametrize("path", ASKED)
def test_known_and_unknown_addresses_are_answered_in_the_same_time(path, known):
    apart = []
    for attempt in range(TRIES):
        took: dict[bool, list[float]] = {True: [], False: []}
        for number in range(ROUNDS):
            for is_known in (number % 2 == 0, number % 2 == 1):
                address = known if is_known else f"nobody-{attempt}-{number}@example.org"
                took[is_known].append(seconds(path, address)[0])
        apart.append(statistics.median(took[True]) - statistics.median(took[False]))
        if abs(apart[-1]) <= MOST:
            return
    pytest.fail(f"{path}: a known address takes {', '.join(f'{one * 1000:+.1f}' for one in apart)} ms longer")


@pytest.mark.parametrize("path", ASKED)
def test_known_and_unknown_addresses_get_the_same_answer(path, known):
    assert seconds(path, known)[1] == seconds(path, "nobody@example.org")[1]
