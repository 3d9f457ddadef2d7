"""`convene dialogue analyse VOTES.csv`: what a whole room thinks, from a file."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...opinion import Mode, NotVotes, Statements, analyse, read_statements, read_votes
from ...opinion.telling import as_json, as_lines


class Command(BaseCommand):
    """Reads files and prints; no database is asked."""

    help = (
        "Opinion groups from votes in the layout of Polis' open data: what people share, where they differ, how sure."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """A word for each deed."""
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
        one = deeds.add_parser("analyse", help="draw the picture of a log of votes")
        one.add_argument("votes", type=Path, metavar="VOTES.csv", help="comment-id, voter-id, vote, and timestamp")
        one.add_argument(
            "--comments", type=Path, metavar="FILE", help="comments.csv: texts, and what was moderated out"
        )
        one.add_argument(
            "--mode", choices=[mode.value for mode in Mode], default=Mode.POLIS.value,
            help="polis places people as Polis does; unbiased does not draw those with few votes to the middle",
        )  # fmt: skip
        one.add_argument("--json", action="store_true", help="print one JSON object with everything")

    def handle(self, *_args: Any, votes: Path, comments: Path | None, mode: str, json: bool, **_options: Any) -> None:
        """Read, analyse and print; or end with the sentence that says why not."""
        begun = time.process_time()
        try:
            log = read_votes(votes)
            statements = read_statements(comments) if comments else Statements()
        except NotVotes as no:
            raise CommandError(no.sentence, returncode=2) from no
        read = time.process_time() - begun
        picture = analyse(log, statements, mode)
        if json:
            told = as_json(picture)
            told["cpu_seconds"] = round(read + picture.cpu_seconds, 4)
            self.stdout.write(_dumps(told))
            return
        for line in as_lines(picture):
            self.stdout.write(line)


def _dumps(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False)
