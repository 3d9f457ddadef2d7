"""`convene restore FILE`: an empty site becomes the one that was backed up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from tqdm import tqdm

from convene.entry.keeping import actions, archive
from convene.lib.database.checks import faults
from convene.lib.errors import NotPossible, Refusal


class Command(BaseCommand):
    """All of a backup, or nothing."""

    help = "Fill an empty site, on SQLite or PostgreSQL, with what `convene backup` wrote."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Check the file, prepare the database, and restore, with a bar for each."""
        try:
            with archive.opened(file) as backup:
                with self._bar(backup.size, "B") as bar:
                    backup.verify(bar.update)
                self._prepare()
                with self._bar(backup.rows + len(backup.files), " rows") as bar:
                    actions.restore(backup, bar.update)
                self._say(backup)
        except Refusal as no:
            self._end(no.sentence, code=2)
        except (Error, OSError) as fault:
            self._end(f"Nothing was restored: {fault}", code=1)
        except KeyboardInterrupt:
            self._end("Stopped; nothing was restored.", code=130)

    def _prepare(self) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        if found := faults(connection):
            raise NotPossible("\n".join(found))
        actions.require_empty()  # before anything is done to it
        call_command("migrate", interactive=False, verbosity=0)

    def _say(self, backup: archive.Backup) -> None:
        self.stdout.write(f"Restored: {backup}")
        self.stdout.write("People sign in anew. Look at the site with: convene doctor")
        if backup.manifest.get("key") != actions.key_mark():
            self.stdout.write(
                "SECRET_KEY is not the one that the site had: links in mails that were sent before do not work. "
                "Set the old one if you have it."
            )

    def _bar(self, total: int, unit: str) -> tqdm[Any]:
        return tqdm(total=total, unit=unit, unit_scale=True, disable=None, file=sys.stderr)

    def _end(self, sentence: str, *, code: int) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(code)
