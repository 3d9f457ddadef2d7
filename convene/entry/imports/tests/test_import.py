"""`convene import mbox` from the outside: what it prints, how it ends, and what it never does."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.features.discussions.models import Post, Topic

PROJECT = Path(__file__).resolve().parents[4]
MAIL = """From ana@example.org Mon Mar  4 10:00:00 2019
From: Ana Lima <ana@example.org>
Date: Mon, 4 Mar 2019 10:0{number}:00 +0000
Subject: {subject}
Message-ID: <{number}@list.example>
{more}
What number {number} has to say.

"""


def mail(number: int, subject: str = "Sensors", more: str = "") -> str:
    return MAIL.format(number=number, subject=subject, more=f"{more}\n" if more else "")


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    path = tmp_path / "list.mbox"
    path.write_text(mail(1) + mail(2, "Re: Sensors", "In-Reply-To: <1@list.example>") + mail(3, "Opening hours"))
    return path


def bring_in(*words: object) -> tuple[int, str, str]:
    """The command in this process: exit code, what it printed, and what it complained of."""
    out, complaints = io.StringIO(), io.StringIO()
    try:
        call_command("import", "mbox", *map(str, words), stdout=out, stderr=complaints)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), complaints.getvalue()
    return 0, out.getvalue(), complaints.getvalue()


def test_it_says_what_it_did(mbox, community):
    code, out, complaints = bring_in(mbox, "--community", community.slug)
    assert (code, complaints) == (0, "")
    assert "3 read, 3 added in 2 new topics, 0 already there, 0 refused" in out
    assert "In all: 3 read, 3 added to Citizen Science in 2 new topics" in out


def test_json_is_one_object_a_file_and_nothing_else(mbox, tmp_path, community):
    (tmp_path / "second.mbox").write_text(
        mail(3, "Opening hours") + "From x@y.example Mon Mar  4 10:00:00 2019\n\nJust words.\n\n"
    )
    code, out, complaints = bring_in(tmp_path, "--community", community.slug, "--json")
    assert (code, complaints) == (0, "")
    first, second = (json.loads(line) for line in out.splitlines())
    assert first == {
        "file": str(mbox), "read": 3, "added": 3, "duplicates": 0, "repaired": 0, "refused": 0, "topics": 2,
        "repairs": {}, "refusals": {},
    }  # fmt: skip
    assert (second["read"], second["added"], second["duplicates"], second["refused"]) == (2, 0, 1, 1)
    assert second["refusals"] == {"no_headers": 1}


def test_a_dry_run_says_the_same_and_changes_nothing(mbox, community):
    words = (mbox, "--community", community.slug, "--json")
    foretold = bring_in(*words, "--dry-run")
    assert not Topic.objects.exists()
    assert not Entry.objects.filter(verb="discussions.imported").exists()
    assert bring_in(*words) == foretold
    assert (
        "3 would be added"
        in bring_in(mbox, "--community", Community.objects.create(slug="b", name="B").slug, "--dry-run")[1]
    )


def test_an_archived_community_takes_archives(mbox, community):
    Community.objects.update(state="archived")
    assert bring_in(mbox, "--community", community.slug)[0] == 0
    assert Post.objects.count() == 3


def _png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("list.mbox", mail(1))


def _pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("No mail here.")


WRONG = {
    "a picture": (_png, "is a PNG picture, not a mail archive"),
    "a packed file": (_zip, "is a ZIP file"),
    "a document": (_pdf, "is a PDF document, not a mail archive"),
    "an empty file": (Path.touch, "is empty: there is no mail in it"),
    "blank lines": (lambda path: path.write_text("\n\n\n"), "is empty: there is no mail in it"),
    "prose": (lambda path: path.write_text("Dear diary,\nnothing happened.\n"), "not a mail archive"),
    "a folder without mail": (_folder, "is a folder without mail"),
    "nothing": (lambda path: None, "There is nothing at"),
}


@pytest.mark.parametrize(("make", "said"), WRONG.values(), ids=WRONG)
def test_what_is_no_archive_gets_one_sentence(make, said, tmp_path, mbox, community):
    make(tmp_path / "given")
    code, out, complaints = bring_in(mbox, tmp_path / "given", "--community", community.slug, "--json")
    assert (code, out) == (2, "")
    assert said in complaints
    assert complaints.count("\n") == 1
    assert not Topic.objects.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_gets_one_sentence(mbox, community):
    mbox.chmod(0)
    code, out, complaints = bring_in(mbox, "--community", community.slug)
    assert (code, out, complaints.count("\n")) == (2, "", 1)
    assert "cannot be read" in complaints


def test_a_community_that_is_not_there_is_named_with_the_nearest(mbox, community):
    code, out, complaints = bring_in(mbox, "--community", "citizen-sience")
    assert (code, out) == (2, "")
    assert complaints == "There is no community “citizen-sience”. Did you mean “citizen-science”?\n"
    assert bring_in(mbox, "--community", "xyz")[2].startswith("There is no community “xyz”. ")


# --- in processes of their own -------------------------------------------------------------------------------------


class Site:
    """A fresh site on SQLite with one community."""

    def __init__(self, room: Path) -> None:
        room.mkdir()
        self.room = room
        self.env = {**os.environ, "DATA_DIR": str(room), "DATABASE_URL": ""}
        self.convene("migrate", "-v", "0")
        self.convene(
            "shell",
            "-v",
            "0",
            "-c",
            "from convene.core.communities.models import Community as C; C.objects.create(slug='c', name='C')",
        )

    def convene(self, *words: object) -> str:
        done = subprocess.run(self.words(*words), env=self.env, cwd=PROJECT, capture_output=True, text=True, check=True)
        return done.stdout

    def words(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "convene", *map(str, words)]

    def start(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.words("import", "mbox", *words, "--community", "c"), env=self.env, cwd=PROJECT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def wait_for_posts(self, process: subprocess.Popen[str], least: int) -> None:
        """Until so many posts are there, and the import goes on."""
        with closing(sqlite3.connect(f"file:{next(self.room.glob('*.sqlite3'))}?mode=ro", uri=True)) as database:
            until = time.monotonic() + 60
            while database.execute("SELECT count(*) FROM discussions_post").fetchone()[0] < least:
                assert process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)

    def bytes(self) -> dict[str, str]:
        """Every file of the site, with its content; the log of the database is written back before."""
        self.convene(
            "shell",
            "-v",
            "0",
            "-c",
            "from django.db import connection as c; c.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')",
        )
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
    def test_killed_anywhere_and_started_again_the_result_is_that_of_one_run(self, tmp_path, long_archive):
        clean, killed = Site(tmp_path / "clean"), Site(tmp_path / "killed")
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

    def test_ctrl_c_says_that_it_can_be_started_again_and_leaves_no_process(self, tmp_path, long_archive):
        site = Site(tmp_path / "site")
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        os.killpg(process.pid, signal.SIGINT)
        _out, complaints = process.communicate(timeout=60)
        assert process.returncode == 130
        assert complaints == "Stopped. What was imported so far stays; start it again and it goes on from there.\n"
        assert is_gone(process.pid)

    def test_when_the_first_process_is_killed_the_others_go(self, tmp_path, long_archive):
        site = Site(tmp_path / "site")
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        process.kill()
        process.communicate()
        assert is_gone(process.pid)

    @pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are found in /proc")
    def test_when_another_process_dies_the_first_does_its_work(self, tmp_path, long_archive):
        site = Site(tmp_path / "site")
        process = site.start(long_archive)
        site.wait_for_posts(process, 1)
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
        out, complaints = process.communicate(timeout=120)
        assert (process.returncode, complaints) == (0, "")
        assert "3000 read, 3000 added" in out

    def test_a_dry_run_touches_no_byte(self, tmp_path, real_data):
        site = Site(tmp_path / "site")
        before = site.bytes()
        archives = real_data("discussions") / "apache-lists"
        foretold = site.convene("import", "mbox", archives, "--community", "c", "--dry-run", "--json")
        assert site.bytes() == before
        assert site.convene("import", "mbox", archives, "--community", "c", "--json") == foretold

    def test_words_that_are_missing_are_asked_for(self, tmp_path, mbox):
        site = Site(tmp_path / "site")
        for words in ([], ["mbox"], ["mbox", str(mbox)], ["mbox", "--community", "c"], ["pst", str(mbox)]):
            done = subprocess.run(
                site.words("import", *words), env=site.env, cwd=PROJECT, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stdout) == (2, "")
            assert re.search("error: ", done.stderr)
            assert "Traceback" not in done.stderr
