"""`convene import institutions FILE…`: lists of museums and other institutions move in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from ...core.institutions.importing import Plan, carry, plan
from ...core.institutions.importing.reading import read
from ...lib.records import NotRecords
from .library import mapping_of

ABOUT = "lists of museums, science centers and other institutions: CSV or XLSX, as of the IMLS or Muséofile"


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be said besides the paths."""
    command.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    command.add_argument("--json", action="store_true", help="print one JSON object for each list")
    command.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", dest="columns",
        help="what a column holds, as in --map 'Nom=name'; with nothing after the sign it is left out",
    )  # fmt: skip
    command.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", dest="values",
        help="what holds for every row that does not say it itself, as in --set country=FR",
    )  # fmt: skip
    command.add_argument(
        "--source", default="", metavar="NAME",
        help="the name of the list, by which it is known when it comes again; else that of the file",
    )  # fmt: skip


def bring_in(
    out: OutputWrapper, paths: list[Path], *, columns: list[str], values: list[str], source: str,
    dry_run: bool, as_json: bool,
) -> list[Plan]:  # fmt: skip
    """Read each list to its end, then bring in what is new or changed of it, with a bar, and report.

    raises: NotRecords before anything of that list is written.
    """
    mapping, said = mapping_of(columns), mapping_of(values, "--set takes a field and a value, as in --set country=FR")
    plans = []
    for path in paths:
        try:
            made = plan(read(path, mapping, said, source.strip()[:60]), name=str(path))
        except NotRecords as no:
            raise NotRecords(f"{path}: {no.sentence}") from no
        if not dry_run:
            with tqdm(total=len(made.new) + len(made.changed), disable=None, file=sys.stderr) as bar:
                carry(None, made, advance=bar.update)
        plans.append(made)
        for line in [json.dumps(made.as_json(), ensure_ascii=False)] if as_json else made.lines():
            out.write(line)
    return plans


def sum_up(plans: list[Plan], *, dry_run: bool) -> str:
    """All lists in one line."""
    new, changed = sum(len(one.new) for one in plans), sum(len(one.changed) for one in plans)
    would = "would be " if dry_run else ""
    return f"In all: {new} {would}added, {changed} {would}changed."
