"""A whole site of its own for tests of processes: folder, database, ports, and the processes that were started."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connections

from convene.core.outbox.models import Job
from convene.lib.database.settings import database
from convene.lib.web.tests.ports import free_port
from tests.blank import blank_database, blank_file, on_server, url_of

BIN = Path(sys.executable).parent
PATIENCE = 40.0  # seconds, on a machine that has other things to do


def until(condition: Callable[[], object], what: str, within: float = PATIENCE) -> float:
    """Wait; returns the seconds that it took."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > within:
            raise AssertionError(f"not within {within:.0f} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


def is_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


class Site:
    """One site; its tables are reached through the database alias "site"."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.port = free_port()
        self.log = folder / "log"
        self.processes: list[subprocess.Popen[bytes]] = []
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}}
        self.environment = kept | {
            "DATA_DIR": str(folder), "DATABASE_URL": url, "DEVELOPMENT": "1", "PYTHONUNBUFFERED": "1",
            "SECRET_KEY": "of a site that tests made, long enough for anyone",
        }  # fmt: skip

    def reached(self) -> Site:
        """The site, now the one whose tables the alias "site" reaches."""
        known = {"default": dict(settings.DATABASES["default"]), "site": database(self.url, self.folder)}
        connections.settings["site"] = connections.configure_settings(known)["site"]
        with suppress(AttributeError):  # a connection to the last one
            del connections["site"]
        return self

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command of Convene."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [BIN / "convene", *words], env=self.environment | environment, stdout=log, stderr=log, cwd=self.folder
            )
        self.processes.append(process)
        return process

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Convene to its end."""
        return subprocess.run(
            [BIN / "convene", *words], env=self.environment | environment, capture_output=True, text=True, check=False,
            timeout=120, cwd=self.folder,
        )  # fmt: skip

    def get(self, path: str, *, port: int | None = None, cookie: str = "") -> tuple[int, dict[str, str], str]:
        """Ask the web server; raises OSError while nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=10)
        try:
            line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = line.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode(errors="replace")
        finally:
            line.close()

    def post(self, path: str, form: dict[str, str], session: str, *, port: int | None = None) -> int:
        """Send a form as somebody who is signed in; raises OSError while nobody answers."""
        token = "t" * 32
        line = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=10)
        try:
            head = {"Cookie": f"session={session}; csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
            line.request("POST", path, urlencode(form | {"csrfmiddlewaretoken": token}), head)
            answer = line.getresponse()
            answer.read()
            return answer.status
        finally:
            line.close()

    def upload(self, path: str, name: str, content: bytes, session: str) -> tuple[int, str]:
        """Send a file as the composer does; its answer."""
        token, edge = "t" * 32, "edge-of-a-part"
        parts = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        parts += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            head = {"Cookie": f"session={session}; csrf={token}", "Accept": "application/json",
                    "Content-Type": f"multipart/form-data; boundary={edge}"}  # fmt: skip
            line.request("POST", path, parts.encode() + content + f"\r\n--{edge}--\r\n".encode(), head)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def answers(self, path: str = "/health/", *, port: int | None = None, status: int = 200) -> bool:
        """Whether the web server answers like this."""
        try:
            return self.get(path, port=port)[0] == status
        except (OSError, http.client.HTTPException):
            return False

    def said(self) -> str:
        """What the processes printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def close(self) -> None:
        """Stop everything that was started and is still there."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        connections["site"].close()
        del connections["site"]


class Sites:
    """Makes sites, each with a copy of the blank database."""

    def __init__(self) -> None:
        self.count = 0

    def make(self, folder: Path) -> Site:
        """A new site with an empty database."""
        self.count += 1
        if is_postgres():
            name = f"convene_sites_{os.getpid()}_{self.count}"
            on_server(f"CREATE DATABASE {name} TEMPLATE {blank_database()}")
            return Site(folder, url_of(name)).reached()
        shutil.copy(blank_file(), folder)
        return Site(folder, f"sqlite:///{folder}/convene.sqlite3?timeout=2").reached()

    def forget(self, site: Site) -> None:
        """Drop the database of a site."""
        if is_postgres():
            on_server(f"DROP DATABASE IF EXISTS {urlsplit(site.url).path.strip('/')} WITH (FORCE)")


CHORES = "convene.core.outbox.tests.chores"


def add(task: str, *args: object, **fields: object) -> Job:
    """Enqueue one of the tests' tasks on the site."""
    return Job.objects.using("site").create(task=f"{CHORES}.{task}", args=list(args), **fields)


def jobs() -> list[Job]:
    """The tests' tasks, oldest first."""
    return list(Job.objects.using("site").filter(task__startswith=CHORES).order_by("pk"))
