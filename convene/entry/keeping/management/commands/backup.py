"""`convene backup FILE`: the whole site in one file, while it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error
from tqdm import tqdm

from convene.entry.keeping import actions, archive
from convene.lib.errors import Refusal


class Command(BaseCommand):
    """Write a backup, or check one."""

    help = "Write the whole site into one file, while it runs; with --check, see that such a file is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="read the file, compare every hash, change nothing")

    def handle(self, *_args: Any, file: Path, check: bool, **_options: Any) -> None:
        """Back up or check, with a bar that shows how far it is."""
        try:
            if not check:
                self._back_up(file)
            self._check(file)
        except Refusal as no:
            self._end(no.sentence, code=2)
        except (Error, OSError) as fault:
            self._end(f"The backup was not made, and nothing is left of it: {fault}", code=1)
        except KeyboardInterrupt:
            self._end("Stopped; nothing is left of what was begun.", code=130)

    def _back_up(self, file: Path) -> None:
        with tqdm(total=actions.work_ahead(), unit=" rows", unit_scale=True, disable=None, file=sys.stderr) as bar:
            made = actions.back_up(file, bar.update)
        if made.missing:
            self.stderr.write(f"{made.missing} files that the database knows are not on the disk; the rest is here.")

    def _check(self, file: Path) -> None:
        with (
            archive.opened(file) as backup,
            tqdm(total=backup.size, unit="B", unit_scale=True, disable=None, file=sys.stderr) as bar,
        ):
            backup.verify(bar.update)
            self.stdout.write(f"{file} is whole: {backup}\nDigest: {backup.digest}")

    def _end(self, sentence: str, *, code: int) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(code)
