"""`convene worker`: tasks, mail and the schedule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ....core.outbox.claims import LEASE
from ... import worker


class Command(BaseCommand):
    """Run tasks, send mail, and keep the schedule unless another worker does."""

    help = "Run a worker alone. Any number of them may share the work."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="Seconds after which another worker takes over from one that has gone silent (default: %(default)s)",
        )

    def handle(self, *_args: Any, lease: float, **_options: Any) -> None:
        """Work until told to stop."""
        worker.work(timedelta(seconds=lease))
