"""Workers of a real site: killed, cut off, told to stop, and still nothing is lost or done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connections, transaction
from sites import Site, add, is_postgres, jobs, until

from convene.core.outbox import letters
from convene.core.outbox.models import Letter
from convene.core.outbox.tests.sink import Sink

LEASE = 2.0


@pytest.fixture
def page(tmp_path) -> Path:
    """Where tasks note what they do."""
    page = tmp_path / "page"
    page.touch()
    return page


def worker(site: Site, lease: float = LEASE, **environment: str) -> subprocess.Popen[bytes]:
    return site.start("worker", "--lease", str(lease), **environment)


def test_what_a_killed_worker_was_doing_is_done_once_by_another(site, page):
    both = {process.pid: process for process in (worker(site), worker(site))}
    add("work_for", str(page), 1.5)
    until(lambda: "begun" in page.read_text(), "a worker begins")
    killed = int(page.read_text().split()[-1])
    os.kill(killed, signal.SIGKILL)
    took = until(lambda: "done" in page.read_text(), "the other worker does it")
    until(lambda: jobs()[0].done_at, "it is written down")
    time.sleep(LEASE + 0.5)
    words = [line.split()[0] for line in page.read_text().splitlines()]
    assert words == ["begun", "begun", "done"]
    assert jobs()[0].attempts == 2
    assert took < 20
    both[killed].wait()


def test_a_task_longer_than_the_lease_stays_with_its_worker(site, page):
    worker(site, lease=2), worker(site, lease=2)
    add("work_for", str(page), 5)
    until(lambda: jobs()[0].done_at, "it is done")
    assert [line.split()[0] for line in page.read_text().splitlines()] == ["begun", "done"]
    assert jobs()[0].attempts == 1


def test_a_task_that_kills_its_worker_is_parked_and_takes_no_other_with_it(site, page):
    add("kill_worker", attempts=6)
    for number in range(5):
        add("note", str(page), str(number))
    deadline = time.monotonic() + 60
    running = worker(site, lease=1)
    while not jobs()[0].parked_at and time.monotonic() < deadline:
        if running.poll() is not None:
            running = worker(site, lease=1)
        time.sleep(0.05)
    assert jobs()[0].parked_at
    assert "died" in jobs()[0].last_error
    until(lambda: all(job.done_at for job in jobs()[1:]), "the others are done")
    assert sorted(page.read_text().split()) == ["0", "1", "2", "3", "4"]


def test_many_workers_never_do_the_same_task(site, page):
    with transaction.atomic(using="site"):
        for number in range(150):
            add("note", str(page), str(number))
    for _ in range(3):
        worker(site, lease=30)
    until(lambda: all(job.done_at for job in jobs()), "all are done")
    assert Counter(page.read_text().split()) == Counter(str(number) for number in range(150))
    assert {job.attempts for job in jobs()} == {1}


def test_a_worker_outlives_a_database_that_is_locked_or_gone(site, page):
    running = worker(site)
    add("note", str(page), "before")
    until(lambda: "before" in page.read_text(), "the worker is at work")
    if is_postgres():
        with connections["site"].cursor() as cursor:
            for _ in range(10):
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                time.sleep(0.2)
        add("note", str(page), "after")
    else:
        with transaction.atomic(using="site"):
            add("note", str(page), "after")
            until(lambda: "trying again" in site.said(), "the worker meets the lock")
            time.sleep(1)
    until(lambda: "after" in page.read_text(), "the worker goes on")
    assert running.poll() is None
    assert page.read_text().split() == ["before", "after"]


def test_a_worker_that_is_told_to_stop_finishes_what_it_does(site, page):
    running = worker(site)
    add("work_for", str(page), 1.5)
    add("note", str(page), "later", priority=-1)
    until(lambda: "begun" in page.read_text(), "it begins")
    running.terminate()
    assert running.wait(10) == 0
    assert "done" in page.read_text()
    first, second = jobs()
    assert first.done_at
    assert (second.claimed_until, second.attempts) == (None, 0)


def test_mails_wait_for_a_server_that_is_down_and_go_out_once_and_in_order(site):
    sink = Sink()
    until(lambda: not site.answers(port=sink.port), "nobody listens there")
    with transaction.atomic(using="site"):
        for number in range(30):
            message = EmailMessage(f"{number}", "", "a@example.org", [f"person{number % 3}@example.org"])
            letters.post(message, thread=f"t{number % 3}", using="site")
    worker(site, MAIL_URL=sink.url)
    until(lambda: "mail server cannot be used" in site.said(), "the worker finds nobody")
    sink.start()
    try:
        until(lambda: not Letter.objects.using("site").filter(sent_at=None).exists(), "all are sent")
    finally:
        sink.stop()
    assert Counter(sink.subjects) == Counter(str(number) for number in range(30))
    for person in range(3):
        order = [int(message["Subject"]) for who, message in sink.letters if who.startswith(f"person{person}")]
        assert order == sorted(order)
