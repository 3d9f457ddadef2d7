"""`convene import library PATH… --community SLUG`: lists of resources move in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from ...features.library.carrying import Plan, carry, plan
from ...features.library.carrying.harvest import Part, harvest
from ...lib.records import NotRecords, read
from ...lib.records.toolkit import is_toolkit

if TYPE_CHECKING:
    from ...core.communities.models import Community

ABOUT = (
    "lists of resources: CSV, XLSX, BibTeX, RIS, CSL-JSON (as of Zotero), JSON-LD (LRMI, AMB), OAI-PMH answers, "
    "folders of these, or the folder of the federal toolkit for citizen science"
)
ENDINGS = {".csv", ".tsv", ".xlsx", ".bib", ".ris", ".json", ".jsonld", ".jsonl", ".xml"}


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be said besides the paths."""
    command.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", dest="columns",
        help="what a column of a table holds, as in --map 'Was=title'; with nothing after the sign it is left out",
    )  # fmt: skip
    command.add_argument(
        "--publish", action="store_true",
        help="put on the shelf at once what says why it fits a science center and what kind of thing it is",
    )


def add_part(command: argparse.ArgumentParser) -> None:
    """Which records of a repository to take."""
    command.add_argument("--set", default="", metavar="SPEC", dest="set_spec", help="one set of it only")
    once = "once, and not remembered for the next time"
    command.add_argument("--from", default="", metavar="DAY", dest="since", help=f"what changed since that day; {once}")
    command.add_argument("--until", default="", metavar="DAY", help=f"what changed until that day; {once}")


def part_of(options: Mapping[str, str]) -> Part:
    """The same, as it was said."""
    return Part(set_spec=options["set_spec"], since=options["since"], until=options["until"])


def bring_in(
    out: OutputWrapper, place: Community, paths: list[Path], *, columns: list[str], publish: bool, dry_run: bool,
    as_json: bool,
) -> list[Plan]:
    """Read every list to its end, then bring in what is new of each, with a bar, and report.

    raises: NotRecords before anything is written.
    """  # fmt: skip
    mapping, plans = mapping_of(columns), []
    files = list(_files(paths))
    for path in files:
        _read_to_its_end(path, mapping)
    for path in files:
        made = plan(place, read(path, mapping), name=str(path))
        if not dry_run:
            with tqdm(total=len(made.new), disable=None, file=sys.stderr) as bar:
                carry(None, place, made, publish=publish, advance=bar.update)
        plans.append(made)
        for line in [json.dumps(made.as_json(), ensure_ascii=False)] if as_json else made.lines():
            out.write(line)
    return plans


def take_from(
    out: OutputWrapper, place: Community, addresses: list[str], part: Part, *, dry_run: bool, as_json: bool
) -> list[Plan]:
    """Harvest repositories one after the other, and report page by page. Raises Refusal."""
    plans = []
    for address in addresses:
        for made in harvest(None, place, address, part, dry_run=dry_run):
            plans.append(made)
            for line in [json.dumps(made.as_json(), ensure_ascii=False)] if as_json else made.lines():
                out.write(line)
    return plans


def sum_up(plans: list[Plan], place: Community, *, publish: bool, dry_run: bool) -> str:
    """All lists in one line, and where to go on."""
    new, ready = sum(len(one.new) for one in plans), sum(one.ready for one in plans)
    waiting = new - ready if publish else new
    known, refused = sum(len(one.known) for one in plans), sum(len(one.refused) for one in plans)
    would = "would be added" if dry_run else "added"
    said = f"In all: {new} {would} to the library of {place.name}, {known} here already, {refused} refused."
    return f"{said} {waiting} wait for review at /library/review/." if waiting and not dry_run else said


def _read_to_its_end(path: Path, mapping: Mapping[str, str]) -> None:
    """A list that breaks off is refused before anything of any list is written."""
    try:
        for _one in read(path, mapping):
            pass
    except NotRecords as no:
        raise NotRecords(f"{path}: {no.sentence}") from no


def _files(paths: list[Path]) -> Iterator[Path]:
    """Each list at the paths once; folders are searched to their depths."""
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir() and not is_toolkit(path):
            several = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
            if not several:
                raise NotRecords(f"There is no list in the folder {path}: {', '.join(sorted(ENDINGS))}.")
            found |= {one.resolve(): one for one in several}
        else:
            found.setdefault(path.resolve(), path)
    yield from found.values()


def mapping_of(
    columns: list[str], takes: str = "--map takes a column and a field, as in --map 'Title=title'"
) -> dict[str, str]:
    """Words with a sign between them as pairs. Raises NotRecords, with what the option takes."""
    pairs = [column.rpartition("=") for column in columns]
    wrong = next((column for column, (name, _sign, _field) in zip(columns, pairs, strict=True) if not name), "")
    if wrong:
        raise NotRecords(f"{takes}; this is “{wrong}”.")
    return {name.strip(): field.strip() for name, _sign, field in pairs}
