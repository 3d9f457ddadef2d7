"""`convene framework`: the texts of community science as YAML, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from .....lib.errors import Refusal
from ... import actions
from ...comparing import compare
from ...models import Edition, Kind
from ...queries import content, in_force


class Command(BaseCommand):
    """Show, write out, check and take up."""

    help = "Show the texts of community science; write one out as YAML, check one, or take one up."

    def add_arguments(self, parser: CommandParser) -> None:
        """A word for each deed."""
        deeds = parser.add_subparsers(dest="deed", metavar="DEED")
        deeds.add_parser("show", help="the texts in force (this is also what happens without a word)")
        out = deeds.add_parser("out", help="write a text out as YAML")
        out.add_argument("kind", choices=Kind.values)
        out.add_argument("--number", type=int, default=0, help="an earlier version")
        checks = ("check", "say what is wrong with a file, or what it would change")
        for deed, about in (checks, ("in", "take up a file")):
            one = deeds.add_parser(deed, help=about)
            one.add_argument("kind", choices=Kind.values)
            one.add_argument("file", type=Path)
            one.add_argument("--note", default="", help="what is new in it")

    def handle(self, *_args: Any, deed: str | None, **options: Any) -> None:
        """Do it, or end with the sentences that say why not."""
        try:
            getattr(self, f"_{deed or 'show'}")(**options)
        except Refusal as no:
            raise CommandError(no.sentence, returncode=2) from no

    def _show(self, **_options: Any) -> None:
        newest = {one.kind: one for one in in_force()}
        for kind in Kind.values:
            one = newest.get(kind)
            said = f"version {one.number}, since {one.adopted_at:%Y-%m-%d}" if one else "none yet"
            self.stdout.write(f"{kind:<10} {said}")

    def _out(self, *, kind: str, number: int, **_options: Any) -> None:
        found = Edition.objects.filter(kind=kind, **({"number": number} if number else {})).first()
        if found is None:
            raise CommandError(f"There is no such version of the {kind}.")
        self.stdout.write(found.source, ending="")

    def _check(self, *, kind: str, file: Path, **_options: Any) -> None:
        now = in_force().filter(kind=kind).first()
        changes = compare(content(kind, now.source) if now else None, content(kind, _read(file)))
        said = f"{len(changes.new)} new parts, {len(changes.gone)} gone, {changes.stay} stay"
        self.stdout.write(f"It can be taken up: {said}.")

    def _in(self, *, kind: str, file: Path, note: str, **_options: Any) -> None:
        made = actions.adopt(None, kind=kind, source=_read(file), note=note)
        self.stdout.write(f"Version {made.number} of the {kind} is in force.")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except OSError as no:
        raise CommandError(f"{file} cannot be read ({no.strerror}).") from no
    except UnicodeDecodeError as no:
        raise CommandError(f"{file} is not in UTF-8. Save it again with that encoding.") from no
