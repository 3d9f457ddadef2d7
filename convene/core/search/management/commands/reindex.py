"""`convene reindex`: write the index of everything anew, while it is in use; stopped, it goes on where it was."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .....lib.opensearch.faults import Away
from ....outbox import claims
from ... import copies, state
from ...copies.lane import CLAIM
from ...copies.sending import send
from ...following import Index, begin_anew
from ...models import Doc, Progress

OFTEN = 5.0  # seconds between two lines that say how far it is


class Command(BaseCommand):
    """Write the index anew."""

    help = "Write the search index anew, from what is there. The site stays in use; a run that was stopped goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--later", action="store_true", help="let the worker do it")

    def handle(self, *_args: Any, later: bool, **_options: Any) -> None:
        """Begin anew, or go on with what was begun, and do it here unless a worker does."""
        progress = Progress.objects.first()
        if progress is not None and not (progress.kind or progress.copying):
            begin_anew()
        if later:
            self.stdout.write("The worker writes the index anew from now on.")
            return
        holder, index, began = claims.new_holder(), Index(), time.monotonic()
        self.said_at = began
        try:
            while self._is_unfinished():
                if claims.hold("search", holder):
                    index.follow()
                    index.rewrite()
                else:
                    time.sleep(1)  # a worker is at it
                self._say()
            self._copy(holder)
            while claims.hold("search", holder) and index.understand():
                pass
        finally:
            claims.let_go("search", holder)
            claims.let_go(CLAIM, holder)
        seconds = time.monotonic() - began
        self.stdout.write(f"{Doc.objects.count():,} rows are in the index, after {seconds:,.1f} s.")

    def _copy(self, holder: str) -> None:
        """Bring everything to the server, where one is named, up to the moment at which it is asked."""
        try:
            while copies.is_on() and not (state.is_copied_anew() and not state.unsent()):
                if not claims.hold(CLAIM, holder):
                    time.sleep(1)  # a worker is at it
                elif not send():
                    break
                self._say()
        except Away as error:
            raise CommandError(
                f"The database's index is written anew, and searches. OpenSearch has not got all of it yet: {error}\n"
                "The worker goes on when it answers, and so does: convene reindex"
            ) from None

    def _say(self) -> None:
        now = time.monotonic()
        if now - self.said_at < OFTEN:
            return
        self.said_at = now
        if kind := state.being_written():
            rows = Doc.objects.filter(round=Progress.objects.values("round")[:1]).count()
            self.stdout.write(f"{rows:,} of {Doc.objects.count():,} rows written anew, at: {kind}")
        else:
            self.stdout.write(f"{state.unsent():,} of {Doc.objects.count():,} rows to be brought to OpenSearch")

    @staticmethod
    def _is_unfinished() -> bool:
        progress = Progress.objects.first()
        return progress is None or bool(progress.kind)
