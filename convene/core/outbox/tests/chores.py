"""Tasks for the tests to run, in this process and in workers."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from django.db import transaction
from django_tasks import TaskContext, task

from convene.lib.web import live


def _note(path: str, words: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(words + "\n")


@task
def add(one: int, two: int) -> int:
    return one + two


@task
def note(path: str, words: str) -> None:
    _note(path, words)


@task(takes_context=True)
def count(context: TaskContext) -> int:
    return context.attempt


@task
def fail(reason: str) -> None:
    raise ValueError(reason)


@task
def work_for(path: str, seconds: float) -> None:
    """Takes its time; says when it begins and when it is done."""
    _note(path, f"begun by {os.getpid()}")
    time.sleep(seconds)
    _note(path, f"done by {os.getpid()}")


@task
def kill_worker() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@task
def publish(channel: str, number: int) -> None:
    """Say that something changed, as an action does."""
    with transaction.atomic():
        live.publish(channel, {"post": number})


@task
def sign_out(person_id: int) -> None:
    live.end_streams(person_id)
