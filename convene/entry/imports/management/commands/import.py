"""`convene import KIND PATH… --community SLUG`: archives move in."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from convene.core.communities.models import Community
from convene.entry.imports import dialogues, institutions, library
from convene.features.discussions.archives.report import FileReport
from convene.features.discussions.archives.run import import_archives
from convene.features.discussions.archives.source import Source
from convene.lib.database.caches import keep_few_pages
from convene.lib.errors import NotPossible, Refusal
from convene.lib.forums.discourse import find_discourse
from convene.lib.forums.meetup import find_meetup
from convene.lib.forums.stackexchange import find_stackexchange
from convene.lib.mail.archive import NotAnArchive, find_archives

KINDS: dict[str, tuple[str, Callable[[Path, str], Sequence[Source]]]] = {
    "mbox": (
        "mail archives: mbox files, maildirs, .eml files, or folders or ZIP files of these, as of Groups.io",
        lambda path, _site: find_archives(path),
    ),
    "stackexchange": ("the folder of a site of a Stack Exchange data dump", find_stackexchange),
    "discourse": ("the JSON of Discourse topics (/t/….json), or folders of these", find_discourse),
    "meetup": ("the JSON of Meetup events and their comments, or folders of these", find_meetup),
}


class Command(BaseCommand):
    """Each kind of archive is a word after `import`."""

    help = "Bring in archives from elsewhere. Importing the same again adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The kinds and their options."""
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
        for name, (about, _find) in KINDS.items():
            kind = kinds.add_parser(name, help=about)
            _add_common(kind, Path, "PATH", "the community that the posts go to")
            if name != "mbox":
                kind.add_argument("--site", default="", metavar="HOST", help="where the forum was: forum.example.org")
        lists = kinds.add_parser("library", help=library.ABOUT)
        _add_common(lists, Path, "PATH", "the community whose part of the library they come to")
        library.add_options(lists)
        repositories = kinds.add_parser("oai", help="a repository with OAI-PMH: what is new there since last time")
        _add_common(repositories, str, "URL", "the community whose part of the library they come to")
        library.add_part(repositories)
        polis = kinds.add_parser("polis", help=dialogues.ABOUT)
        _add_common(polis, Path, "FOLDER", "the community that they belong to, if not to all", may_lack=True)
        polis.add_argument("--language", default="en", metavar="CODE", help="what they are written in: en, es, zh-hant")
        institutions.add_options(kinds.add_parser("institutions", help=institutions.ABOUT))

    def handle(
        self, *_args: Any, kind: str, paths: list[Path], dry_run: bool, json: bool, community: str = "", **options: Any
    ) -> None:
        """Import, with a bar that shows how far it is, and report."""
        try:
            keep_few_pages()
            if kind == "institutions":
                self._import_institutions(paths, dry_run=dry_run, as_json=json, **options)
                return
            if kind == "polis":
                place_or_all = self._community(community) if community else None
                language = options["language"][:12]
                dialogues.bring(self.stdout, paths, place_or_all, language=language, dry_run=dry_run, as_json=json)
                return
            place = self._community(community)
            if kind in {"library", "oai"}:
                self._import_lists(kind, place, paths, dry_run=dry_run, as_json=json, **options)
                return
            archives = _archives(kind, paths, options.get("site") or "")
            reports = self._import(archives, place, dry_run=dry_run, as_json=json)
        except (NotAnArchive, Refusal) as no:
            self._end(str(no), code=2)
        except OperationalError as fault:
            self._end(_sentence(fault), code=1)
        except KeyboardInterrupt:
            self._end("Stopped. What was imported so far stays; start it again and it goes on from there.", code=130)
        if not json:
            self._sum_up(reports, place, dry_run=dry_run)

    def _community(self, slug: str) -> Community:
        place = Community.objects.filter(slug=slug).first()
        if place is not None:
            return place
        near = get_close_matches(slug, Community.objects.values_list("slug", flat=True), n=3, cutoff=0.5)
        meant = (
            f" Did you mean {' or '.join(f'“{name}”' for name in near)}?"
            if near
            else " Give its last word in the address: /c/…/."
        )
        raise NotPossible(f"There is no community “{slug}”.{meant}")

    def _import(self, archives: list[Source], place: Community, *, dry_run: bool, as_json: bool) -> list[FileReport]:
        reports = []
        size = sum(archive.size for archive in archives)
        with tqdm(total=size, unit="B", unit_scale=True, disable=None, file=sys.stderr) as bar:
            for report in import_archives(None, place, archives, dry_run=dry_run, advance=bar.update):
                reports.append(report)
                self._say(report, as_json=as_json)
        return reports

    def _import_lists(
        self, kind: str, place: Community, names: list[Any], *, dry_run: bool, as_json: bool, publish: bool = False,
        columns: Sequence[str] = (), **options: Any,
    ) -> None:  # fmt: skip
        how = {"dry_run": dry_run, "as_json": as_json}
        if kind == "oai":
            done = library.take_from(self.stdout, place, names, library.part_of(options), **how)
        else:
            done = library.bring_in(self.stdout, place, names, columns=list(columns), publish=publish, **how)
        if not as_json:
            self.stdout.write(library.sum_up(done, place, publish=publish, dry_run=dry_run))

    def _import_institutions(
        self, paths: list[Path], *, dry_run: bool, as_json: bool, columns: list[str], values: list[str], source: str,
        **_options: Any,
    ) -> None:  # fmt: skip
        done = institutions.bring_in(
            self.stdout, paths, columns=columns, values=values, source=source, dry_run=dry_run, as_json=as_json
        )
        if not as_json:
            self.stdout.write(institutions.sum_up(done, dry_run=dry_run))

    def _say(self, report: FileReport, *, as_json: bool) -> None:
        lines = [_dumps(report)] if as_json else report.lines()
        with tqdm.external_write_mode(file=sys.stderr):
            for line in lines:
                self.stdout.write(line)
            self.stdout.flush()

    def _sum_up(self, reports: list[FileReport], place: Community, *, dry_run: bool) -> None:
        total = Counter[str]()
        for report in reports:
            total.update(
                read=report.read,
                added=report.added,
                duplicates=report.duplicates,
                refused=report.refused,
                topics=report.topics,
            )
        would = "would be added" if dry_run else "added"
        self.stdout.write(
            f"In all: {total['read']} read, {total['added']} {would} to {place.name} in {total['topics']} new topics, "
            f"{total['duplicates']} already there, {total['refused']} refused."
        )

    def _end(self, sentence: str, *, code: int) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(code)


def _add_common(
    kind: ArgumentParser, type_: Callable[[str], Any], metavar: str, community: str, *, may_lack: bool = False
) -> None:
    """What every kind is told."""
    kind.add_argument("paths", nargs="+", type=type_, metavar=metavar)
    kind.add_argument("--community", required=not may_lack, default="", metavar="SLUG", help=community)
    kind.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    kind.add_argument("--json", action="store_true", help="print one JSON object for each report")


def _archives(kind: str, paths: list[Path], site: str) -> list[Source]:
    """Every archive at the paths, each once."""
    find = KINDS[kind][1]
    found = {archive.path.resolve(): archive for path in paths for archive in find(path, site)}
    return list(found.values())


def _sentence(fault: OperationalError) -> str:
    """What is wrong with the database, for the operator."""
    why = str(fault).strip()
    return f"The database could not be written: {why}. What was imported so far stays; start it again later."


def _dumps(report: FileReport) -> str:
    return json.dumps(report.as_json(), ensure_ascii=False)
