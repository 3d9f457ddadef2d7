"""`convene reindex`: write the index of everything anew, while it is in use; stopped, it goes on where it was."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ....outbox import claims
from ...following import Index, begin_anew
from ...models import Doc, Progress


class Command(BaseCommand):
    """Write the index anew."""

    help = "Write the search index anew, from what is there. The site stays in use; a run that was stopped goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--later", action="store_true", help="let the worker do it")

    def handle(self, *_args: Any, later: bool, **_options: Any) -> None:
        """Begin anew, or go on with what was begun, and do it here unless a worker does."""
        progress = Progress.objects.first()
        if progress is not None and not progress.kind:
            begin_anew()
        if later:
            self.stdout.write("The worker writes the index anew from now on.")
            return
        holder, index, began = claims.new_holder(), Index(), time.monotonic()
        try:
            while self._is_unfinished():
                if claims.hold("search", holder):
                    index.follow()
                    index.rewrite()
                else:
                    time.sleep(1)  # a worker is at it
            while claims.hold("search", holder) and index.understand():
                pass
        finally:
            claims.let_go("search", holder)
        seconds = time.monotonic() - began
        self.stdout.write(f"{Doc.objects.count():,} rows are in the index, after {seconds:,.1f} s.")

    @staticmethod
    def _is_unfinished() -> bool:
        progress = Progress.objects.first()
        return progress is None or bool(progress.kind)
