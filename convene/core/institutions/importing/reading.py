"""The rows of a list, each as what it says of an institution."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from ....lib.errors import Refusal
from ....lib.records import Fault, NotRecords
from ....lib.records.reading import table_in, whole
from ....lib.records.tables import Table, checked, plain
from ....lib.text.countries import country_of
from ....lib.text.names import clean_name
from ..models import LONGEST_NAME, Institution
from . import words
from .columns import COLUMNS, STATES, Known, known_list

MOST_ROWS = 200_000
MOST_LINES = 5  # of one name
_GARBLED = re.compile("\ufffd|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac")  # UTF-8 that was read as something else
_LENGTHS = {"name": 10 * LONGEST_NAME, "place": 160, "region": 160, "identifier": 80}


@dataclass(slots=True)
class Listed:
    """A list, its columns, and what was read of it; `rows` is read once."""

    source: str
    fields: dict[str, str]  # column -> field
    rows: Iterator[tuple[str, Institution] | Fault]
    remarks: Counter[str] = field(default_factory=Counter)


def read(path: Path, mapping: Mapping[str, str], said: Mapping[str, str], source: str = "") -> Listed:
    """Open a list. `mapping` says which column holds what, `said` what holds for every row, such as the country.

    raises: NotRecords with a sentence.
    """
    return listed(table_of(whole(path)), mapping, said, source, called=path.stem)


def table_of(body: bytes) -> Table:
    """The table of a list. Raises NotRecords with a sentence."""
    table = table_in(body)
    if table is None:
        raise NotRecords(_("This is no table. Save the list of institutions as CSV or XLSX, and bring in that."))
    return table


def listed(
    table: Table, mapping: Mapping[str, str], said: Mapping[str, str], source: str = "", *, called: str
) -> Listed:
    """The same as `read`, of a table; a list without a name is known as what the file is `called`."""
    known = known_list(table.header)
    given = {**(known.said if known else {}), **_values(said)}
    made = Listed(source or (known.source if known else called[:60]), {}, iter(()))
    made.fields = checked(mapping, table.header, COLUMNS)
    made.rows = _rows(table, made, given, known)
    return made


def _values(said: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in said.items():
        if name not in COLUMNS.fields:
            raise NotRecords(
                _("There is no “%(field)s” to set. Choose one of: %(fields)s.")
                % {"field": name[:80], "fields": ", ".join(COLUMNS.fields)}
            )
        if name == "country" and not country_of(value):
            raise NotRecords(_("“%(name)s” is no country. Give its two letters, such as FR.") % {"name": value[:80]})
    return said


def _rows(
    table: Table, listed: Listed, given: Mapping[str, str], known: Known | None
) -> Iterator[tuple[str, Institution] | Fault]:
    places = [(number, listed.fields[name]) for number, name in enumerate(table.header) if name in listed.fields]
    for count, (number, cells) in enumerate(table.rows, 1):
        place = _("line %(number)s") % {"number": number}
        if count > MOST_ROWS:
            raise NotRecords(_("This list has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})
        if any(cell.strip() for cell in cells[len(table.header) :]):
            yield Fault(place, _("It has more cells than the table has columns: a comma or a quote is out of place."))
        elif any(cell.strip() for cell in cells):
            values = {name: plain(cells[at]).strip() for at, name in places if at < len(cells)}
            try:
                yield place, _institution({**given, **{k: v for k, v in values.items() if v}}, listed, known)
            except Refusal as no:
                yield Fault(place, no.sentence)


def _institution(values: Mapping[str, str], listed: Listed, known: Known | None) -> Institution:
    """One row. Raises NotPossible for what is no institution; what cannot be used is left out, with a remark."""
    if values.get("name", "").count("\n") > MOST_LINES:
        raise NotRecords(_("Its name runs over many lines: a quote is missing."))
    said = {name: clean_name(values.get(name, ""), most) for name, most in _LENGTHS.items()}
    name = words.in_small_letters(said["name"])
    if not name:
        raise NotRecords(_("It has no name."))
    if words.is_formula(name):
        raise NotRecords(_("A formula stands in place of the name."))
    if len(name) > LONGEST_NAME:
        raise NotRecords(_("Its name has more than %(most)s letters.") % {"most": LONGEST_NAME})
    region = said["region"] or (STATES.get(said["identifier"][3:5], "") if known and known.has_states else "")
    one = Institution(
        name=name[:1].upper() + name[1:], kind=words.kind_of(values.get("kind", ""), name),
        place=", ".join(dict.fromkeys(filter(None, [said["place"], region])))[:160],
        country=country_of(values.get("country", "")), size=words.size_of(values.get("size", "")),
        is_closed=words.truth_of(values.get("closed", "")), source=listed.source, source_id=said["identifier"],
    )  # fmt: skip
    website = words.website_of(values["website"]) if values.get("website") else ""
    point, was_there = _point(values)
    one.website = website or ""
    one.latitude, one.longitude = point or (None, None)
    is_garbled = _GARBLED.search(f"{one.name} {one.place}")
    listed.remarks.update(filter(None, [
        _("letters are garbled; save the list as UTF-8, and bring in that") if is_garbled else "",
        _("no country is said; it can be said for all of them") if not values.get("country") else "",
        _("the country is not known") if values.get("country") and not one.country else "",
        _("the website is no web address, and was left out") if website is None else "",
        _("the coordinates are no point on earth, and were left out") if was_there and not point else "",
    ]))  # fmt: skip
    one.keep_words()
    return one


def _point(values: Mapping[str, str]) -> tuple[tuple[float, float] | None, bool]:
    north, east = values.get("latitude", ""), values.get("longitude", "")
    if not (north and east):
        north, _comma, east = values.get("coordinates", "").partition(",")
    return (words.point_of(north, east), True) if north or east else (None, False)
