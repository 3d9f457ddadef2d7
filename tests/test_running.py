"""A whole site: started with one command, seen from outside, with parts of it missing."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone
from sites import Site, add, is_postgres, jobs, until

from convene.core.outbox.models import Letter
from convene.lib.web import live
from convene.lib.web.tests.ports import free_port


def test_one_command_starts_a_site_and_a_signal_ends_it(site):
    started = time.monotonic()
    running = site.start("run", "--port", str(site.port))
    until(site.answers, "the first answer")
    until(lambda: site.answers("/health/ready/"), "it is ready")
    assert time.monotonic() - started < 20
    until(lambda: site.answers(port=site.port + 1), "the live process answers")
    until(lambda: f"http://127.0.0.1:{site.port}/" in site.said(), "it says where it is")
    assert f"http://127.0.0.1:{site.port}/mail/" in site.said()
    second = site.run("run", "--port", str(site.port))
    assert second.returncode == 1
    assert f"Port {site.port} on 127.0.0.1 is in use" in second.stderr
    assert "Traceback" not in second.stderr
    page = site.get("/")
    assert page[0] == 200
    assert f"http://127.0.0.1:{site.port + 1}" in page[1]["content-security-policy"]
    children = _children(running.pid)
    assert len(children) == 3
    began = time.monotonic()
    running.terminate()
    assert running.wait(15) == 0
    assert time.monotonic() - began < 10
    assert not any(_lives(child) for child in children)


@pytest.mark.alike
def test_a_public_site_serves_its_static_files_from_the_first_start(site):
    site.start("run", "--port", str(site.port), DEVELOPMENT="0")
    until(site.answers, "the first answer")
    sheet = re.search(r'href="(/static/css/convene\.[0-9a-f]+\.css)"', site.get("/")[2])
    assert sheet, "a name with a hash"
    status, headers, text = site.get(sheet[1])
    assert (status, "immutable" in headers["cache-control"]) == (200, True)
    assert "--brand" in text
    assert site.get("/mail/")[0] == 404
    site.processes[0].terminate()
    assert site.processes[0].wait(15) == 0
    assert "Preparing the static files" in site.said()
    again = site.start("run", "--port", str(site.port), DEVELOPMENT="0")
    until(site.answers, "the second start")
    again.terminate()
    again.wait(15)
    assert site.said().count("Preparing the static files") == 1, "nothing has changed"


def test_a_child_that_dies_is_started_again_and_none_outlives_its_parent(site):
    running = site.start("run", "--port", str(site.port))
    until(site.answers, "the first answer")
    until(lambda: len(_children(running.pid)) == 3, "three children")
    before = _children(running.pid)
    for child in before:
        os.kill(child, signal.SIGKILL)
    until(lambda: len(set(_children(running.pid)) - set(before)) == 3, "all were started again")
    until(site.answers, "the site answers again")
    after = _children(running.pid)
    running.kill()
    running.wait()
    until(lambda: not any(_lives(child) for child in after), "they end with their parent")
    until(lambda: not site.answers(), "nobody answers any more")


def test_without_a_database_pages_say_so_and_the_process_is_well(site):
    away = "postgres://nobody@/none?host=/nonexistent" if is_postgres() else "sqlite:////nonexistent/none.sqlite3"
    site.start("web", "--port", str(site.port), DATABASE_URL=away)
    until(site.answers, "the process answers")
    for path in ("/", "/communities/", "/health/ready/"):
        began = time.monotonic()
        status, headers, words = site.get(path)
        assert time.monotonic() - began < 2
        assert status == 503, path
        assert int(headers["retry-after"]) > 0
        assert words
    assert site.get("/", cookie="session=" + "a" * 32)[0] == 503, "lost before the view is reached"


def test_a_run_that_cannot_start_says_why_in_one_sentence(site):
    away = "postgres://nobody@/none?host=/nonexistent" if is_postgres() else "sqlite:////nonexistent/none.sqlite3"
    run = site.run("run", "--port", str(site.port), DATABASE_URL=away)
    assert run.returncode == 1
    assert "does not answer" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_change_reaches_an_open_page_and_nobody_else(site):
    site.start("live", "--port", str(site.port))
    site.start("worker")
    until(site.answers, "the live process hears")
    assert site.get("/live/?token=made-up")[0] == 403
    with listening(site, "discussions.topic:7", person=12) as ours, listening(site, "discussions.topic:8") as theirs:
        begun = time.monotonic()
        add("publish", "discussions.topic:7", 99)
        assert ours.next() == ("changed", {"channel": "discussions.topic:7", "post": 99})
        assert time.monotonic() - begun < 10
        add("publish", "discussions.topic:8", 100)
        assert theirs.next() == ("changed", {"channel": "discussions.topic:8", "post": 100}), "and not the one before"
        add("sign_out", 12)
        assert ours.next() is None, "the stream of somebody who signed out ends"
    assert site.get(ours.path)[0] == 403, "and does not begin again"


def test_without_the_cache_server_pages_and_streams_go_on(site, tmp_path):
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if not program:
        pytest.skip("no valkey-server and no redis-server on this machine")
    port = free_port()
    where = {"CACHE_URL": f"valkey://127.0.0.1:{port}/0"}
    command = [program, "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            site.start("run", "--port", str(site.port), **where)
            until(site.answers, "the first answer")
            until(lambda: site.answers(port=site.port + 1), "the live process hears")
            with listening(site, "home:1", port=site.port + 1) as page:
                add("publish", "home:1", 1)
                assert page.next() == ("changed", {"channel": "home:1", "post": 1})
        finally:
            server.kill()
    for path in ("/", "/communities/", "/account/login/"):
        begun = time.monotonic()
        assert site.get(path)[0] == 200
        assert time.monotonic() - begun < 3
    add("publish", "home:1", 2)
    until(lambda: all(job.done_at for job in jobs()), "the task does not mind")


def test_the_doctor_says_what_is_wrong_and_what_to_do(site):
    well = site.run("doctor", "--json")
    assert well.returncode == 0, well.stdout
    assert json.loads(well.stdout)["ok"]
    add("fail", parked_at=timezone.now(), last_error="builtins.ValueError\nthe reason")
    Letter.objects.using("site").create(
        sender="a@b", recipient="c@d", message=b"", failed_at=timezone.now(), last_error="550 no such person"
    )
    ill = site.run(
        "doctor", SITE_URL="http://science.example", MAIL_URL="smtp://127.0.0.1:9", CACHE_URL="redis://127.0.0.1:9",
        SECRET_KEY="short", DEVELOPMENT="0",
    )  # fmt: skip
    assert ill.returncode == 1
    for words in (
        "not encrypted", "SITE_URL to an address with https", "mail server cannot be used", "CACHE_URL does not answer",
        "short enough to be guessed", "not gathered", "the reason", "convene outbox retry", "550 no such person",
    ):  # fmt: skip
        assert words in ill.stdout
    assert "1 tasks and 1 mails will be tried again" in site.run("outbox", "retry").stdout


class Page:
    """An open page that listens for changes."""

    def __init__(self, port: int, path: str) -> None:
        self.path = path
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        self.line.request("GET", path)
        self.answer = self.line.getresponse()
        assert self.answer.status == 200
        assert self.answer.headers["Content-Type"].startswith("text/event-stream")
        assert self.answer.headers["Access-Control-Allow-Origin"] == "*"

    def next(self) -> tuple[str, dict[str, object]] | None:
        """The next event; None when the stream has ended."""
        event = ""
        while line := self.answer.readline():
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                return event, json.loads(value)
        return None


@contextmanager
def listening(site: Site, *channels: str, person: int | None = None, port: int | None = None) -> Iterator[Page]:
    with override_settings(SECRET_KEY=site.environment["SECRET_KEY"]):
        token = live.mint(channels, person)
    page = Page(port or site.port, f"/live/?token={token}")
    page.answer.readline()  # what to do after a loss
    yield page
    page.line.close()


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def _lives(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
