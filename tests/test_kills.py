"""People write while everything is killed at random: what was acknowledged is there, once, and every count is right."""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError, connections
from sites import Site, add, is_postgres, jobs, until
from test_backup import told
from truth import lies

from convene.core.communities.models import Invitation
from convene.core.outbox.models import Job, Letter
from convene.core.outbox.tests.sink import Sink
from convene.features.discussions.models import Post

HERE = Path(__file__).parent
SEED = int(os.environ.get("SEED", "13"))
AWAY = (OSError, http.client.HTTPException)


@dataclass
class Writing:
    """Clients that post, each again with the same key until it hears that its post is kept."""

    site: Site
    home: dict[str, list[str]]
    stopping: threading.Event = field(default_factory=threading.Event)
    kept: list[str] = field(default_factory=list)  # acknowledged
    begun: set[str] = field(default_factory=set)
    invited: list[str] = field(default_factory=list)
    answers: Counter[object] = field(default_factory=Counter)
    at: list[float] = field(default_factory=list)

    def start(self) -> list[threading.Thread]:
        work = [threading.Thread(target=self.write, args=(number,)) for number in range(1, 5)]
        work.append(threading.Thread(target=self.invite))
        for one in work:
            one.start()
        return work

    def write(self, number: int) -> None:
        """Replies, and a topic now and then."""
        rng = random.Random(SEED * 100 + number)
        while not self.stopping.is_set():
            word = uuid.UUID(int=rng.getrandbits(128), version=4)
            form = {"body": f"words-{word}", "key": str(word)}
            path = rng.choice(self.home["topics"]) + "reply/"
            if rng.random() < 0.1:
                path, form = "/c/here/new/", form | {"title": "One more", "kind": rng.choice(["question", "discussion"])}
            self.begun.add(form["body"])
            if self.insist(path, form, self.home["cookies"][number]):
                self.kept.append(form["body"])
                self.at.append(time.monotonic())

    def invite(self) -> None:
        """The leader invites people: each of them is sent a letter."""
        for number in range(50):
            address = f"guest-{number}@example.org"
            if self.insist("/communities/here/invite/", {"addresses": address}, self.home["cookies"][0]):
                self.invited.append(address)
            if self.stopping.wait(0.3):
                return

    def insist(self, path: str, form: dict[str, str], session: str) -> bool:
        """Send until it is acknowledged; false when there is no time left."""
        while not self.stopping.is_set():
            try:
                status = self.site.post(path, form, session)
            except AWAY as error:
                self.answers[type(error).__name__] += 1
                time.sleep(0.05)
                continue
            self.answers[status] += 1
            if status == 302:
                return True
            time.sleep(0.1)
        return False

    @property
    def longest_silence(self) -> float:
        """Seconds in which nothing was acknowledged."""
        at = sorted(self.at)
        return max((after - before for before, after in zip(at, at[1:], strict=False)), default=0.0)


def let_down(site: Site, kills: int, within: float, disturb: Callable[[], None] | None = None) -> Writing:
    """Let people write while processes are killed; returns when all is quiet again."""
    home, page = told(site), site.folder / "page"
    page.touch()
    Job.objects.using("site").all().delete()
    Letter.objects.using("site").all().delete()
    sink = Sink().start()
    url = site.url.partition("?")[0] if site.url.startswith("sqlite") else site.url  # as patient as any site
    environment = site.environment | {"DATABASE_URL": url, "MAIL_URL": sink.url, "WEB_WORKERS": "1", "LOG_LEVEL": "ERROR"}
    command = [sys.executable, str(HERE / "killing.py"), str(site.port), str(SEED)]
    with site.log.open("ab") as log:
        room = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=HERE.parent, bufsize=0
        )
    assert room.stdin
    site.processes.append(room)
    until(site.answers, "the first answer")
    writing, again = Writing(site, home), list[float]()
    threads = writing.start()
    try:
        rng, begun = random.Random(SEED), time.monotonic()
        for number in range(kills):
            assert time.monotonic() - begun < within, site.said()[-2000:]
            if number % 4 == 0:
                insist_on(lambda number=number: add("note", str(page), f"job-{number}"))
            if number % 20 == 10:
                (disturb or drop_connections)()
            room.stdin.write(b"k")
            kept = len(writing.kept)
            again.append(until(lambda kept=kept: len(writing.kept) > kept, "people write again"))
            time.sleep(rng.uniform(0, 0.1))
    finally:
        writing.stopping.set()
        for one in threads:
            one.join()
    connections["site"].close()
    until(lambda: not Letter.objects.using("site").filter(sent_at=None).exists(), "every letter is sent")
    until(lambda: all(job.done_at for job in jobs()), "every task is done")
    room.stdin.close()
    room.wait(20)
    print(f"{kills} kills in {time.monotonic() - begun:.0f} s, {len(writing.kept)} posts acknowledged, "
          f"somebody is heard again after {statistics.median(again):.2f} s, {max(again):.1f} s at most, "
          f"longest silence {writing.longest_silence:.1f} s, {dict(writing.answers)}")  # fmt: skip
    judge(writing, sink, page, kills)
    sink.stop()
    return writing


def insist_on(write: Callable[[], object]) -> None:
    """What the test itself writes waits for the database as everybody does."""
    until(lambda: _managed(write), "the test can write")


def _managed(write: Callable[[], object]) -> bool:
    try:
        write()
    except (OperationalError, InterfaceError):
        connections["site"].close()
        return False
    return True


def judge(writing: Writing, sink: Sink, page: Path, kills: int) -> None:
    """Nothing lost, nothing twice, every number right."""
    there = Counter(Post.objects.using("site").filter(body__startswith="words-").values_list("body", flat=True))
    assert len(writing.kept) >= 50
    assert set(writing.kept) - there.keys() == set(), "acknowledged, and lost"
    assert [word for word, count in there.items() if count > 1] == [], "there twice"
    assert there.keys() <= writing.begun
    assert lies() == []
    assert set(writing.answers) <= {302, 503} | {answer for answer in writing.answers if isinstance(answer, str)}
    invited = set(Invitation.objects.using("site").values_list("address", flat=True))
    assert set(writing.invited) <= invited
    letters = list(Letter.objects.using("site"))
    known = Counter(_message_id(bytes(letter.message)) for letter in letters)
    assert {letter.recipient for letter in letters} >= set(writing.invited), "each is sent a letter"
    assert max(known.values()) == 1
    arrived = Counter(str(message["Message-ID"]).strip() for _recipient, message in sink.letters)
    assert arrived.keys() == known.keys(), "every letter arrives"
    assert arrived.total() - len(arrived) <= 10, "once more only when killed between sending it and noting it"
    done = Counter(page.read_text().split())
    assert done.keys() == {f"job-{number}" for number in range(0, kills, 4)}
    assert done.total() - len(done) <= 10


def _message_id(message: bytes) -> str:
    found = re.search(rb"^Message-ID:\s*(<[^>]+>)", message, re.MULTILINE | re.IGNORECASE)
    assert found
    return found[1].decode()


def drop_connections() -> None:
    """The database server ends every connection to the site's database but ours."""
    if is_postgres():
        insist_on(
            lambda: connections["site"].cursor().execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


@pytest.mark.long
def test_fifty_kills_lose_nothing_and_do_nothing_twice(site):
    """Each of the four processes about a dozen times, on either database; `make test-slow` kills a thousand."""
    let_down(site, 50, within=400)


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing_and_do_nothing_twice(site):
    let_down(site, 1000, within=1800)


def test_a_whole_site_that_is_killed_answers_again_within_seconds_and_has_lost_nothing(site):
    home = told(site)
    writing = Writing(site, home)
    running = site.start("run", "--port", str(site.port), LOG_LEVEL="ERROR")
    until(site.answers, "the first answer")
    threads = writing.start()
    slowest = 0.0
    try:
        for _ in range(3):
            kept = len(writing.kept)
            until(lambda kept=kept: len(writing.kept) > kept + 10, "people write")
            running.kill()
            running.wait()
            until(lambda: not site.answers(), "all of it ends")
            running = site.start("run", "--port", str(site.port), LOG_LEVEL="ERROR")
            slowest = max(slowest, until(site.answers, "it answers again"))
    finally:
        writing.stopping.set()
        for one in threads:
            one.join()
    print(f"answers again after {slowest:.1f} s at most")
    running.terminate()
    running.wait(15)
    there = Counter(Post.objects.using("site").filter(body__startswith="words-").values_list("body", flat=True))
    assert set(writing.kept) <= there.keys()
    assert max(there.values()) == 1
    assert lies() == []
    assert slowest < 20


def test_no_post_is_acknowledged_before_it_is_on_the_disk(site, tmp_path):
    """What the system is asked for while people post one after the other: a sync before each answer."""
    if is_postgres():
        pytest.skip("PostgreSQL syncs in its own process; `convene run` refuses one that is told not to")
    if not (strace := shutil.which("strace")):
        pytest.skip("no strace on this machine")
    home, trace, posts = told(site), tmp_path / "trace", 100
    site.start("web", "--port", str(site.port), WEB_WORKERS="1")
    until(site.answers, "the first answer")
    pids = [str(pid) for pid in _family(site.processes[-1].pid)]
    watched = [word for pid in pids for word in ("-p", pid)]
    command = [strace, "-f", "-e", "trace=fsync,fdatasync,write,writev,sendto,sendmsg", "-s", "40", "-o", str(trace)]
    with subprocess.Popen([*command, *watched], stderr=subprocess.PIPE, text=True) as watcher:
        assert watcher.stderr
        if "attached" not in (said := watcher.stderr.readline()):
            pytest.skip(f"strace may not watch here: {said.strip()}")
        time.sleep(0.3)
        for number in range(posts):
            form = {"body": f"Post {number}", "key": str(uuid.uuid4())}
            assert site.post(home["topics"][0] + "reply/", form, home["cookies"][1]) == 302
        watcher.send_signal(signal.SIGINT)
        watcher.wait(10)
    acknowledged, unsynced, is_synced = 0, 0, False
    for line in trace.read_text().splitlines():
        if re.search(r"\bf(?:data)?sync\(\d+\)\s+= 0|f(?:data)?sync resumed>.*= 0", line):
            is_synced = True
        elif "HTTP/1.1 302" in line:
            acknowledged += 1
            unsynced += not is_synced
            is_synced = False
    assert (acknowledged, unsynced) == (posts, 0)


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]
