"""What a site leans on goes away while it runs: disk, database, mail server, cache. It says so, loses nothing, recovers."""

from __future__ import annotations

import shutil
import subprocess
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connections, transaction
from sites import Site, is_postgres, until
from test_backup import told
from truth import lies

from convene.core.files.models import File
from convene.core.outbox import letters
from convene.core.outbox.models import Letter
from convene.core.outbox.tests.sink import Sink
from convene.features.discussions.models import Post
from convene.lib.web.tests.ports import free_port

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")


def words(text: str = "Words") -> dict[str, str]:
    return {"body": text, "key": str(uuid.uuid4())}


@contextmanager
def away(site: Site) -> Iterator[None]:
    """The database takes no connection (PostgreSQL), or no write (SQLite)."""
    if not is_postgres():
        with transaction.atomic(using="site"):
            Post.objects.using("site").select_for_update().first()
            yield
        return
    known = settings.DATABASES["default"]
    place = {name.lower(): known[name] for name in ("HOST", "PORT", "USER", "PASSWORD") if known[name]}
    name = connections["site"].settings_dict["NAME"]
    connections["site"].close()
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as line:
        line.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
        line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            line.execute(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")


def test_while_the_database_is_away_people_are_told_so_and_after_it_they_go_on(site):
    home, form = told(site), words()
    reply, ben = home["topics"][0] + "reply/", home["cookies"][1]
    running = site.start("web", "--port", str(site.port))
    until(site.answers, "the first answer")
    until(lambda: site.post(reply, words("Before"), ben) == 302, "people can post")
    with away(site):
        begun = time.monotonic()
        status = site.post(reply, form, ben)
        assert status == 503, site.said()[-3000:]
        assert time.monotonic() - begun < 10
        status, headers, page = site.get(home["topics"][0], cookie=f"session={ben}")
        if is_postgres():
            assert (status, int(headers["retry-after"]) > 0) == (503, True)
            assert headers["content-type"].startswith("text/html")
            assert "We cannot reach our records just now." in page
            assert f'href="{home["topics"][0]}"' in page, "to try again"
        else:
            assert status == 200, "what is only read needs no lock"
    begun = time.monotonic()
    until(lambda: site.post(reply, form, ben) == 302, "it is posted")
    assert time.monotonic() - begun < 10
    assert site.post(reply, form, ben) == 302
    assert Post.objects.using("site").filter(body="Words").count() == 1
    assert running.poll() is None, "and nothing had to be started again"
    assert lies() == []


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path) -> Path:
    """Leave no room at all."""
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        size = 1024 * 1024
        while size >= 1:
            try:
                if file.write(bytes(size)) < size:
                    size //= 16
            except OSError:
                size //= 16
    return path


def test_on_a_full_disk_people_read_on_and_nothing_is_half_written(sites, narrow, django_db_blocker):
    with django_db_blocker.unblock():
        site = sites.make(narrow)
        site.log = narrow.parent / "log"
        try:
            _full(site, narrow)
        finally:
            site.close()
            sites.forget(site)


def _full(site: Site, disk: Path) -> None:
    home = told(site)
    address, ben = home["topics"][0], home["cookies"][1]
    site.start("web", "--port", str(site.port))
    until(site.answers, "the first answer")
    assert site.post(address + "reply/", words("Before"), ben) == 302
    files, before = File.objects.using("site").count(), sorted((disk / "files").rglob("*"))
    ballast, form = fill(disk), words("After")
    if not is_postgres():  # whose own disk is not full
        answers = {site.post(address + "reply/", words("x" * 30_000), ben) for _ in range(5)}
        assert answers == {503}
        assert site.post(address + "reply/", form, ben) == 503
    assert site.get(address, cookie=f"session={ben}")[0] == 200
    assert site.get("/c/here/")[0] == 200
    status, page = site.upload("/files/", "plan.pdf", b"%PDF-1.4\n" + b"%" * 3_000_000 + b"\n%%EOF\n", ben)
    assert status == 503
    assert "There is no room left on our side" in page
    assert File.objects.using("site").count() == files
    assert [path for path in sorted((disk / "files").rglob("*")) if path.is_file() and path not in before] == []
    assert "is nearly full" in site.run("doctor").stdout
    ballast.unlink()
    assert site.post(address + "reply/", form, ben) == 302, "it goes on by itself"
    assert site.upload("/files/", "plan.pdf", b"%PDF-1.4\n%%EOF\n", ben)[0] == 201
    assert lies() == []


def test_while_the_mail_server_is_down_letters_wait_and_the_doctor_says_so(site):
    sink = Sink().start()

    def post(*numbers: int) -> None:
        with transaction.atomic(using="site"):
            for number in numbers:
                letters.post(EmailMessage(str(number), "", "a@example.org", ["b@example.org"]), thread="t", using="site")

    post(0)
    worker = site.start("worker", MAIL_URL=sink.url)
    until(lambda: sink.subjects == ["0"], "the first is sent")
    sink.stop()
    post(*range(1, 6))
    until(lambda: "mail server cannot be used" in site.said(), "the worker finds nobody")
    ill = site.run("doctor", MAIL_URL=sink.url)
    assert (ill.returncode, "The mail server cannot be used" in ill.stdout) == (1, True)
    assert "5 mails" in site.run("outbox", MAIL_URL=sink.url).stdout
    sink.start()
    try:
        until(lambda: not Letter.objects.using("site").filter(sent_at=None).exists(), "all are sent")
        assert sink.subjects == [str(number) for number in range(6)], "once, and in order"
        assert "answers" in site.run("doctor", MAIL_URL=sink.url).stdout
    finally:
        sink.stop()
    assert worker.poll() is None


@pytest.mark.alike
@pytest.mark.skipif(not SERVER, reason="no valkey-server and no redis-server on this machine")
def test_a_cache_server_that_dies_in_mid_run_costs_nobody_a_page(site, tmp_path):
    home, port = told(site), free_port()
    where = {"CACHE_URL": f"valkey://127.0.0.1:{port}/0"}
    command = [SERVER, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    ben, statuses, slowest = home["cookies"][1], Counter[int](), 0.0
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        site.start("web", "--port", str(site.port), **where)
        until(site.answers, "the first answer")
        for number in range(30):
            if number == 10:
                server.kill()
                server.wait()
            if number == 20:
                server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            begun = time.monotonic()
            for path in ("/", home["topics"][0], "/account/login/"):
                statuses[site.get(path, cookie=f"session={ben}" if path != "/account/login/" else "")[0]] += 1
            statuses[site.post(home["topics"][0] + "reply/", words(), ben)] += 1
            slowest = max(slowest, time.monotonic() - begun)
        assert statuses == {200: 90, 302: 30}
        assert slowest < 5
        until(lambda: "CACHE_URL answers" in site.run("doctor", **where).stdout, "it is used again")
    finally:
        server.kill()
        server.wait()
