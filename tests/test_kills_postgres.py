"""The database server itself is killed while people write: a PostgreSQL of our own, which crashes and recovers."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from sites import Site
from test_kills import SEED, let_down

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # it does not run as root


class Server:
    """A cluster in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if AS_POSTGRES:
            shutil.chown(folder, "postgres")
        self._do("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres")

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=60"
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As when the machine loses its power, but for what the system has not written."""
        with suppress(subprocess.CalledProcessError):
            self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def disturb(self, rng: random.Random) -> None:
        """Kill one process that serves somebody, upon which the server ends all and recovers; or stop all of it."""
        if rng.random() < 0.3:
            self.stop()
            self.start()
            return
        chief = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{chief}/task/{chief}/children").read_text().split()
        serving = [pid for pid in children if b"postgres convene" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if serving:
            with suppress(ProcessLookupError):
                os.kill(int(rng.choice(serving)), signal.SIGKILL)

    def _do(self, command: str, *words: str) -> None:
        assert BIN
        subprocess.run([*AS_POSTGRES, BIN / command, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not BIN:
        pytest.skip("no PostgreSQL server on this machine")
    folder = Path("/tmp") / f"convene-pg-{os.getpid()}"  # others may not look into pytest's folder
    folder.mkdir()
    server = Server(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.mark.slow
def test_a_database_server_that_is_killed_again_and_again_loses_nothing(server, tmp_path, django_db_blocker):
    with psycopg.connect(host=str(server.folder), dbname="postgres", user="postgres", autocommit=True) as line:
        line.execute("CREATE DATABASE convene")
    site = Site(tmp_path, f"postgres://postgres@/convene?host={server.folder}").reached()
    rng = random.Random(SEED)
    with django_db_blocker.unblock():
        assert site.run("migrate", "--verbosity", "0").returncode == 0
        try:
            let_down(site, 400, within=1800, disturb=lambda: server.disturb(rng))
        finally:
            site.close()
