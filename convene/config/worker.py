"""Run a worker with the schedule."""

from __future__ import annotations

import logging
import os
import signal
import sys
from datetime import timedelta

from django.conf import settings

from ..core.outbox.claims import LEASE
from ..core.outbox.lanes import Lane
from ..core.outbox.worker import Worker
from ..core.search import copies
from ..core.search.copies.lane import Copying
from ..core.search.following import Following
from ..features.dialogues.tasks import Drawing
from . import schedule


def work(lease: timedelta = LEASE) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished, within reason."""
    more: list[type[Lane]] = [Following, Drawing, *([Copying] if copies.is_on() else [])]
    worker = Worker(schedule.LINES, mail_url=settings.MAIL_URL, lease=lease, more=more)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if not worker.run():
        logging.getLogger(__name__).warning("Stopped in the middle of something; another worker will take it up.")
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)  # a thread that is still at work must not hold us
