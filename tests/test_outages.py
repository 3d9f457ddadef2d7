"""What a site leans on answers badly, slowly, wrongly or not at all, and comes back: nothing is lost, nothing twice."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import time_machine
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from faults import Mode, Proxy
from sites import Site, is_postgres, until
from test_backup import told
from test_trouble import words
from truth import lies

from convene.core.outbox import claims, letters, postman
from convene.core.outbox.lanes import Letters, Pulse
from convene.core.outbox.models import Lease, Letter
from convene.core.outbox.tests import chores
from convene.core.outbox.tests.sink import Sink
from convene.core.outbox.worker import work_off
from convene.features.discussions.models import Post
from convene.lib.web.tests.ports import free_port

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
BADLY: list[Mode] = ["refused", "black hole", "slow", "garbage", "reset", "answers 5xx"]
THREADS = 4


@pytest.fixture
def sink() -> Iterator[Sink]:
    sink = Sink().start()
    yield sink
    sink.stop()


@pytest.fixture
def proxy(sink: Sink) -> Iterator[Proxy]:
    proxy = Proxy(sink.port).start()
    yield proxy
    proxy.stop()


# --- the mail server -------------------------------------------------------------------------------------------------


def post(number: int) -> None:
    """A letter of one of some threads, each with its reader."""
    thread = number % THREADS
    message = EmailMessage(str(number), "Words.", "convene@example.org", [f"person{thread}@example.org"])
    letters.post(message, thread=f"thread {thread}")


@pytest.mark.django_db
@pytest.mark.parametrize("mode", BADLY)
def test_a_mail_server_that_is_ill_for_a_day_loses_no_letter(mode: Mode, sink: Sink, proxy: Proxy, monkeypatch) -> None:
    monkeypatch.setattr(postman, "PATIENCE", 0.4)  # seconds; slow is slower than that
    proxy.delay = 0.6
    carrier, count = Letters("worker", Event(), claims.LEASE, f"smtp://127.0.0.1:{proxy.port}"), 0
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for hour in range(24):
            if hour == 1:
                proxy.turn(mode)
            for _letter in range(THREADS):
                post(count)
                count += 1
            while carrier.step() == 0:
                assert hour == 0, "nothing gets through"
            clock.shift(timedelta(hours=1))
        assert len(sink.letters) == THREADS
        assert not Letter.objects.exclude(failed_at=None).exists()
        proxy.turn("well")
        for _minute in range(70):
            while carrier.step() == 0:
                pass
            clock.shift(timedelta(minutes=1))
    arrived = defaultdict(list)
    for person, message in sink.letters:
        arrived[person].append(int(str(message["Subject"])))
    assert sum(map(len, arrived.values())) == count, "all of them, and none twice"
    for thread in range(THREADS):
        assert arrived[f"person{thread}@example.org"] == list(range(thread, count, THREADS)), "in their order"


@pytest.mark.django_db
def test_a_mail_server_that_takes_its_time_over_a_letter_gets_it_once(sink: Sink, proxy: Proxy, monkeypatch) -> None:
    monkeypatch.setattr(postman, "PATIENCE", 0.6)
    sink.says = lambda _recipient, _message: time.sleep(1.2) or "250 OK"  # it looks for viruses
    carrier = Letters("worker", Event(), claims.LEASE, f"smtp://127.0.0.1:{proxy.port}")
    for number in range(3):
        post(number)
    while carrier.step() == 0:
        pass
    assert sink.subjects == ["0", "1", "2"]
    assert not Letter.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_a_server_that_refuses_us_and_not_the_letter_is_asked_again(sink: Sink) -> None:
    async def refuse(_server, _session, _envelope, _address, _options) -> str:
        return "550 5.7.1 This account is closed"

    sink.handle_MAIL = refuse  # type: ignore[attr-defined]
    carrier = Letters("worker", Event(), claims.LEASE, sink.url)
    post(0)
    while carrier.step() == 0:
        pass
    letter = Letter.objects.get()
    assert (letter.failed_at, "account is closed" in letter.last_error) == (None, True)
    del sink.handle_MAIL  # type: ignore[attr-defined]
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        carrier.postman.hang_up()
        while carrier.step() == 0:
            pass
    assert sink.subjects == ["0"]


# --- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_clock_that_ran_a_day_ahead_and_was_set_back_keeps_nothing_waiting(sink: Sink, tmp_path: Path) -> None:
    note, later = tmp_path / "note", timezone.now() + timedelta(hours=5)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        post(0)
        chores.note.enqueue(str(note), "claimed")
        assert claims.claim_letters("one that died", most=5)
        assert claims.claim_jobs("one that died", most=5)
        assert claims.hold("schedule", "one that died")
        post(1)
        chores.note.enqueue(str(note), "waits")
    chores.note.using(run_after=later).enqueue(str(note), "meant for later")
    carrier = Letters("worker", Event(), claims.LEASE, sink.url)
    assert carrier.step() > 0
    assert work_off() == 0
    Pulse([carrier], []).step()
    assert Lease.objects.get(name="schedule").holder == "worker"
    for _time in range(3):
        carrier.step()
    assert sorted(sink.subjects) == ["0", "1"]
    assert work_off() == 2
    assert sorted(note.read_text().split()) == ["claimed", "waits"]
    Pulse([carrier], []).step()
    assert work_off() == 0


# --- the cache -------------------------------------------------------------------------------------------------------


def sign_in(site: Site) -> int:
    """With a wrong password, which is counted in the cache."""
    return site.post("/account/login/", {"login": f"{time.monotonic()}@example.org", "password": "guess"}, "")


@pytest.mark.alike
@pytest.mark.skipif(not SERVER, reason="no valkey-server and no redis-server on this machine")
def test_whatever_the_cache_server_does_people_read_and_write_and_it_is_used_again(site: Site, tmp_path: Path) -> None:
    home, port = told(site), free_port()
    command = [SERVER, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    ben, statuses, waits = home["cookies"][1], Counter[int](), defaultdict[str, list[float]](list)
    proxy = Proxy(port, delay=30).start()
    where = {"CACHE_URL": f"valkey://127.0.0.1:{proxy.port}/0"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            site.start("web", "--port", str(site.port), **where)
            until(site.answers, "the first answer")
            modes: list[Mode] = ["well", "black hole", "slow", "garbage", "reset", "refused"]
            for mode in modes:
                proxy.turn(mode)
                for _time in range(3):
                    began = time.monotonic()
                    for path in ("/", home["topics"][0]):
                        statuses[site.get(path, cookie=f"session={ben}")[0]] += 1
                    statuses[sign_in(site)] += 1
                    statuses[site.post(home["topics"][0] + "reply/", words(), ben)] += 1
                    waits[mode].append(time.monotonic() - began)
            assert statuses == {200: 9 * len(modes), 302: 3 * len(modes)}, statuses
            print({mode: f"{max(some):.2f} s" for mode, some in waits.items()})
            assert max(wait for some in waits.values() for wait in some) < 8
            met = proxy.met
            proxy.turn("well")
            until(lambda: sign_in(site) == 200 and proxy.met > met, "it is asked again")
            assert "CACHE_URL answers" in site.run("doctor", **where).stdout
        finally:
            server.kill()
            proxy.stop()
    assert lies() == []


# --- the database ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["refused", "black hole", "garbage", "reset"])
def test_a_database_behind_a_bad_line_is_told_of_in_seconds_and_found_again(mode: Mode, site: Site) -> None:
    if not is_postgres():
        pytest.skip("SQLite is a file")
    known = settings.DATABASES["default"]
    socket = Path(known["HOST"], f".s.PGSQL.{known['PORT'] or 5432}")
    proxy = Proxy(str(socket) if known["HOST"].startswith("/") else int(known["PORT"] or 5432)).start()
    home, form = told(site), words("Kept")
    account = site.url.partition("//")[2].partition("/")[0]
    database = site.url.partition("?")[0].rpartition("/")[2]
    url = f"postgres://{account or 'postgres@'}/{database}?host=127.0.0.1&port={proxy.port}"
    address, ben = home["topics"][0], home["cookies"][1]
    try:
        site.start("web", "--port", str(site.port), DATABASE_URL=url)
        until(lambda: site.answers(address), "the first answer")
        proxy.turn("reset")  # whoever talked already is cut off
        proxy.turn(mode)
        began = time.monotonic()
        assert site.post(address + "reply/", form, ben) == 503
        status, headers, page = site.get(address, cookie=f"session={ben}")
        assert (status, int(headers["retry-after"]) > 0) == (503, True)
        assert "We cannot reach our records just now." in page
        assert time.monotonic() - began < 10
        proxy.turn("well")
        assert until(lambda: site.post(address + "reply/", form, ben) == 302, "it is posted") < 5
        assert Post.objects.using("site").filter(body="Kept").count() == 1
        assert lies() == []
    finally:
        proxy.stop()
