"""`convene outbox`: what waits, and what was given up; `convene outbox retry` lets it try again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ... import jobs, letters
from ...models import Job, JobQuerySet, Letter, LetterQuerySet

SHOWN = 20


class Command(BaseCommand):
    """Look into the outbox."""

    help = "Show the tasks and mails that wait or were given up; `retry` lets those given up try again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=["show", "retry"], default="show")

    def handle(self, *_args: Any, what: str, **_options: Any) -> None:
        """Show or retry."""
        if what == "retry":
            tasks, mails = jobs.unpark(JobQuerySet(Job)), letters.try_again(LetterQuerySet(Letter))
            self.stdout.write(f"{tasks} tasks and {mails} mails will be tried again.")
            return
        waiting = JobQuerySet(Job).waiting().count(), LetterQuerySet(Letter).waiting().count()
        self.stdout.write(f"Waiting: {waiting[0]} tasks, {waiting[1]} mails")
        for job in JobQuerySet(Job).parked().order_by("-parked_at")[:SHOWN]:
            self.stdout.write(f"Given up: {job}: {job.last_error.rstrip().rpartition(chr(10))[2]}")
        for letter in LetterQuerySet(Letter).failed().order_by("-failed_at")[:SHOWN]:
            self.stdout.write(f"Refused: {letter}: {letter.last_error}")
