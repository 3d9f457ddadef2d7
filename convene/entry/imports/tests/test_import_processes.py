"""`convene import` in processes of its own: interrupted, killed, and started again."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import ManagementUtility
from django.db import connection

from tests.blank import blank_file

PROJECT = Path(__file__).resolve().parents[4]


def _hears_ctrl_c() -> None:
    """As at a terminal, even where the suite was started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Site:
    """A site on SQLite with one community: a copy of the fresh one."""

    def __init__(self, room: Path, fresh: Path) -> None:
        room.mkdir()
        self.room = room
        self.file = Path(shutil.copy(fresh, room))
        self.env = {**os.environ, "DATA_DIR": str(room), "DATABASE_URL": ""}

    def convene(self, *words: object) -> str:
        done = subprocess.run(self.words(*words), env=self.env, cwd=PROJECT, capture_output=True, text=True, check=True)
        return done.stdout

    def words(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "convene", *map(str, words)]

    def start(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.words("import", "mbox", *words, "--community", "c"), env=self.env, cwd=PROJECT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_hears_ctrl_c,
        )  # fmt: skip

    def wait_for_posts(self, process: subprocess.Popen[str], least: int) -> None:
        """Until so many posts are there, and the import goes on."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            until = time.monotonic() + 60
            while database.execute("SELECT count(*) FROM discussions_post").fetchone()[0] < least:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)

    def bytes(self) -> dict[str, str]:
        """Every file of the site, with its content; the log of the database is written back before."""
        with closing(sqlite3.connect(self.file)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {
            str(path.relative_to(self.room)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.room.rglob("*"))
            if path.is_file() and path.suffix not in {".sqlite3-shm", ".sqlite3-wal"}
        }

    def posts(self) -> str:
        """All topics and posts, whatever rows they stand in."""
        return self.convene("shell", "-v", "0", "-c", TELL)


def is_gone(group: int) -> bool:
    """Whether every process of the group ends within some seconds."""
    for _wait in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


FOUND = "from convene.core.communities.models import Community as C; C.objects.create(slug='c', name='C')"
TELL = """
from convene.features.discussions.models import *
for row in sorted(Topic.objects.values_list("title", "excerpt", "created_at", "last_post_at", "last_number", "post_count", "people_count", "author__name", "last_author__name")):
    print(row)
for row in sorted(Post.objects.values_list("topic__title", "topic__created_at", "number", "author__name", "html", "created_at")):
    print(row)
from convene.core.communities.models import Community
print(Community.objects.values_list("topic_count", "post_count", "last_active_at")[0])
print(MailId.objects.count(), MailHeader.objects.count())
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> Path:
    """The database of a site with one community."""
    site = Site(tmp_path_factory.mktemp("sites") / "fresh", blank_file())
    site.convene("shell", "-v", "0", "-c", FOUND)
    return site.file


@pytest.fixture
def site(fresh, tmp_path) -> Site:
    return Site(tmp_path / "site", fresh)


@pytest.fixture(scope="module")
def long_archive(tmp_path_factory) -> Path:
    """Three thousand mails in threads, not quite in the order of time."""
    rng = random.Random(3)
    path = tmp_path_factory.mktemp("mail") / "long.mbox"
    with path.open("w") as file:
        for number in range(3000):
            parent = rng.randrange(number) if number and rng.random() < 0.7 else None
            minute = number * 7 + rng.randrange(60)
            subject = f"Subject {rng.randrange(400)}"
            file.write(
                f"From a@example.org Mon Mar  4 10:00:00 2019\nFrom: P {number % 30} <p{number % 30}@example.org>\n"
                f"Date: {1 + minute // 1440} Mar 2019 {minute // 60 % 24:02}:{minute % 60:02}:{number % 60:02} +0000\n"
                f"Subject: {'Re: ' if parent is not None else ''}{subject}\nMessage-ID: <{number}@list.example>\n"
                f"{f'References: <{parent}@list.example>{chr(10)}' if parent is not None else ''}\n"
                f"Number {number}.\n\n" + "Some *words* to cook, more than once.\n" * 20 + "\n"
            )
    return path


@pytest.mark.skipif(connection.vendor != "sqlite", reason="each site has a SQLite file of its own")
class TestInProcesses:
    @pytest.mark.slow
    def test_killed_anywhere_and_started_again_the_result_is_that_of_one_run(self, tmp_path, fresh, long_archive):
        clean, killed = Site(tmp_path / "clean", fresh), Site(tmp_path / "killed", fresh)
        clean.convene("import", "mbox", long_archive, "--community", "c")
        rng = random.Random(11)
        for least in (1, 600, 1100, 1600, 2100):
            process = killed.start(long_archive)
            killed.wait_for_posts(process, least)
            time.sleep(rng.random() / 2)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        report = json.loads(killed.convene("import", "mbox", long_archive, "--community", "c", "--json"))
        assert report["added"] + report["duplicates"] == report["read"] == 3000
        assert report["added"]
        assert killed.posts() == clean.posts()

    def test_ctrl_c_says_that_it_can_be_started_again_and_leaves_no_process(self, site, long_archive):
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        os.killpg(process.pid, signal.SIGINT)
        _out, complaints = process.communicate(timeout=120)
        assert process.returncode == 130
        assert complaints == "Stopped. What was imported so far stays; start it again and it goes on from there.\n"
        assert is_gone(process.pid)

    def test_when_the_first_process_is_killed_the_others_go(self, site, long_archive):
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        process.kill()
        process.communicate()
        assert is_gone(process.pid)

    @pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found in /proc")
    def test_when_another_process_dies_the_first_does_its_work(self, site, long_archive):
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
        out, complaints = process.communicate(timeout=120)
        assert (process.returncode, complaints) == (0, "")
        assert "3000 read, 3000 added" in out

    def test_a_dry_run_touches_no_byte(self, site, real_data):
        before = site.bytes()
        archives = real_data("discussions") / "apache-lists"
        foretold = site.convene("import", "mbox", archives, "--community", "c", "--dry-run", "--json")
        assert site.bytes() == before
        assert site.convene("import", "mbox", archives, "--community", "c", "--json") == foretold


@pytest.mark.parametrize("words", [[], ["mbox"], ["mbox", "{}"], ["mbox", "--community", "c"], ["pst", "{}"]])
def test_words_that_are_missing_are_asked_for(words, mbox, capsys):
    with pytest.raises(SystemExit) as end:
        ManagementUtility(["convene", "import", *(word.format(mbox) for word in words)]).execute()
    told = capsys.readouterr()
    assert (end.value.code, told.out) == (2, "")
    assert re.search("error: ", told.err)
