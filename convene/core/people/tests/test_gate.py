"""A stranger's browser works a little before it signs up; a wave makes it dear; nobody is locked out for long."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from itertools import count

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from convene.core.people import rules
from convene.core.people.actions import gate
from convene.core.people.models import Arrival, User
from convene.lib.web import puzzles

PUZZLE = re.compile(r'name="puzzle" value="([^"]+)"')
NEW = {"name": "Noor Haddad", "email": "noor@example.org", "password1": "river stones 42"}


@pytest.fixture(autouse=True)
def _gate(settings, db) -> None:
    settings.SIGNUP_WORK = 8
    cache.clear()


def puzzle_on(page) -> str:
    found = PUZZLE.search(page.content.decode())
    assert found
    return found[1]


def solve(puzzle: str) -> str:
    """What a browser finds."""
    bits, nonce = int(puzzle.split(":")[0]), puzzle.split(":")[1]
    tries = (str(number) for number in count())
    return next(
        one for one in tries
        if int.from_bytes(hashlib.sha256(f"{nonce}:{one}".encode()).digest()) >> (256 - bits) == 0
    )  # fmt: skip


def sign_up(client: Client, puzzle: str, answer: str, email: str = "noor@example.org"):
    return client.post("/account/signup/", NEW | {"email": email, "puzzle": puzzle, "answer": answer})


def arrivals(number: int, address: str = "127.0.0.1", **more: object) -> None:
    """So many signed up just now."""
    network = gate.network_of(address)
    Arrival.objects.bulk_create(Arrival(nonce=f"{address}-{one}", network=network, **more) for one in range(number))


def later(monkeypatch, seconds: float) -> None:
    now = puzzles.time.time
    monkeypatch.setattr(puzzles.time, "time", lambda: now() + seconds)


def test_a_browser_that_has_worked_signs_up(client):
    puzzle = puzzle_on(client.get("/account/signup/"))
    assert sign_up(client, puzzle, solve(puzzle)).status_code == 302
    assert User.objects.filter(email="noor@example.org").exists()


@pytest.mark.parametrize("sent", [{}, {"puzzle": "", "answer": "1"}, {"puzzle": "1:x:1", "answer": "1"}])
def test_a_machine_that_never_saw_the_page_is_refused_with_a_sentence(client, sent):
    page = client.post("/account/signup/", NEW | sent)
    assert page.status_code == 200
    assert "Press “Join” once more; it is fresh now." in page.content.decode()
    assert not User.objects.exists()
    puzzle = puzzle_on(page)
    assert sign_up(client, puzzle, solve(puzzle)).status_code == 302, "the page brought a puzzle along"


def test_a_machine_that_does_not_work_is_refused(client):
    page = sign_up(client, puzzle_on(client.get("/account/signup/")), "")
    assert "faster than people type" in page.content.decode()
    assert not User.objects.exists()
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("answer", ["x", "-1", "1e9", "٣", "9" * 13])
def test_an_answer_that_does_not_fit_is_refused(answer):
    given = puzzles.read(puzzles.puzzle(20))
    assert given
    assert not given.is_solved_by(answer)


def test_a_solved_puzzle_is_good_for_one_account(client):
    puzzle = puzzle_on(client.get("/account/signup/"))
    answer = solve(puzzle)
    assert sign_up(client, puzzle, answer).status_code == 302
    again = sign_up(Client(), puzzle, answer, "another@example.org")
    assert "This form was sent already" in again.content.decode()
    assert User.objects.count() == 1
    assert puzzle_on(again) != puzzle, "and another one is there"


def test_what_else_is_to_mend_spends_no_puzzle(client):
    puzzle = puzzle_on(client.get("/account/signup/"))
    answer = solve(puzzle)
    assert sign_up(client, puzzle, answer, "no address").status_code == 200
    assert sign_up(client, puzzle, answer).status_code == 302


def test_a_puzzle_grows_old(client, monkeypatch):
    puzzle = puzzle_on(client.get("/account/signup/"))
    answer = solve(puzzle)
    later(monkeypatch, puzzles.GOOD_FOR + 1)
    page = sign_up(client, puzzle, answer)
    assert "stood open for too long" in page.content.decode()
    fresh = puzzle_on(page)
    assert sign_up(client, fresh, solve(fresh)).status_code == 302


def test_nobody_makes_their_own_puzzle_easier(client):
    puzzle = puzzle_on(client.get("/account/signup/"))
    easier = "1:" + puzzle.partition(":")[2]
    assert puzzles.read(easier) is None
    assert puzzles.read(signing.Signer(salt="else").sign("1:x:1")) is None


def test_without_script_one_takes_a_quarter_of_a_minute(client, monkeypatch):
    page = client.get("/account/signup/")
    assert "Script is off in your browser. That is fine" in page.content.decode()
    puzzle = puzzle_on(page)
    too_early = sign_up(client, puzzle, "")
    assert puzzle_on(too_early) == puzzle, "the waiting goes on"
    later(monkeypatch, rules.WAIT + 1)
    assert sign_up(client, puzzle, "").status_code == 302
    assert "sent already" in sign_up(Client(), puzzle, "", "another@example.org").content.decode()


@pytest.mark.parametrize(("here", "elsewhere"), [(rules.PLAIN_HERE, 0), (0, rules.PLAIN)])
def test_few_come_in_without_work_however_long_they_wait(client, monkeypatch, here, elsewhere):
    puzzle = puzzle_on(client.get("/account/signup/"))
    another = puzzles.puzzle(8)
    arrivals(here, has_worked=False)
    arrivals(elsewhere, "192.0.2.1", has_worked=False)
    later(monkeypatch, rules.WAIT + 1)
    assert "come back in ten minutes" in sign_up(client, puzzle, "").content.decode()
    assert sign_up(client, puzzle, solve(puzzle)).status_code == 302, "script is a way in"
    Arrival.objects.update(at=timezone.now() - dt.timedelta(minutes=11))
    assert sign_up(Client(), puzzles.puzzle(8), "", "b@example.org").status_code == 200
    assert sign_up(Client(), another, "", "b@example.org").status_code == 302


@pytest.mark.parametrize(
    ("here", "elsewhere", "bits"),
    [(0, 0, 8), (7, 0, 8), (8, 0, 9), (16, 0, 10), (50, 0, 11), (5000, 0, 14), (0, 240, 11)],
)
def test_a_wave_makes_it_dearer_by_doubling_and_not_without_end(here, elsewhere, bits):
    arrivals(here)
    arrivals(elsewhere, "192.0.2.1")
    given = puzzles.read(gate.puzzle_for("127.0.0.1"))
    assert given
    assert given.bits == bits


def test_a_store_of_cheap_puzzles_is_worth_nothing_in_a_wave(client):
    puzzle = puzzle_on(client.get("/account/signup/"))
    answer = solve(puzzle)
    arrivals(40)
    page = sign_up(client, puzzle, answer)
    assert page.status_code == 200
    assert puzzle_on(page).startswith("11:"), "the page has a dearer one"


def test_a_wave_ends(client):
    arrivals(5000)
    Arrival.objects.update(at=timezone.now() - gate.WAVE - dt.timedelta(seconds=1))
    assert puzzle_on(client.get("/account/signup/")).startswith("8:")
    Arrival.objects.update(at=timezone.now() - gate.KEPT - dt.timedelta(seconds=1))
    puzzle = puzzle_on(client.get("/account/signup/"))
    sign_up(client, puzzle, solve(puzzle))
    assert Arrival.objects.count() == 1, "nothing is kept for long"


def test_a_wave_from_elsewhere_costs_a_workshop_nothing(client):
    arrivals(50, "192.0.2.1")
    assert puzzle_on(client.get("/account/signup/")).startswith("8:")


def test_neighbors_in_one_network_of_ipv6_count_together_and_no_address_is_kept():
    assert gate.network_of("2001:db8:1:2::1") == gate.network_of("2001:db8:1:2::ffff")
    assert gate.network_of("2001:db8:1:2::1") != gate.network_of("2001:db8:1:3::1")
    assert gate.network_of("192.0.2.1") != gate.network_of("192.0.2.2")
    assert re.fullmatch(r"[0-9a-f]{32}", gate.network_of("192.0.2.1"))


def test_a_cache_that_is_down_neither_opens_nor_closes_the_gate(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "convene.lib.web.cache.ForgivingCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    puzzle = puzzle_on(client.get("/account/signup/"))
    answer = solve(puzzle)
    assert sign_up(client, puzzle, "").status_code == 200
    assert sign_up(client, puzzle, answer).status_code == 302
    assert "sent already" in sign_up(Client(), puzzle, answer, "b@example.org").content.decode()


def test_a_site_can_do_without(client, settings):
    settings.SIGNUP_WORK = 0
    page = client.get("/account/signup/").content.decode()
    assert "cv-gate" not in page
    assert client.post("/account/signup/", NEW).status_code == 302
    assert not Arrival.objects.exists()


def test_members_never_meet_it(as_, ben):
    assert "cv-gate" not in as_(ben).get("/").text
