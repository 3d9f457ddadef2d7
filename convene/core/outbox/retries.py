"""How long to wait before something is tried again, and when to give up."""

from __future__ import annotations

import random
from datetime import timedelta

JOB_ATTEMPTS = 8  # the last one about 7 hours after the first
LETTER_PATIENCE = timedelta(days=5)  # as long as mail servers usually try


def before_job(attempts: int) -> timedelta:
    """Wait before the next attempt of a job: 5 s, 20 s, 80 s … up to 6 hours, spread by a quarter."""
    return _spread(min(5 * 4 ** (attempts - 1), 6 * 3600))


def before_letter(attempts: int) -> timedelta:
    """Wait before the next attempt of a letter that was put off: 30 s, 1 min, 2 min … up to an hour."""
    return _spread(min(30 * 2 ** min(attempts - 1, 12), 3600))


def before_server(failures: int) -> timedelta:
    """Wait before a mail server that did not answer is asked again: 1 s, 2 s, 4 s … up to a minute."""
    return _spread(min(2 ** min(failures - 1, 10), 60))


def _spread(seconds: float) -> timedelta:
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311 nobody gains by guessing a delay
