"""Tables: what stands in which column, whoever named the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import limits
from .record import Fault, Found, NotRecords, Record, finished

if TYPE_CHECKING:
    from django.utils.functional import Promise

MANY = frozenset({"authors", "languages", "subjects", "kinds", "audiences"})
SINGLE = ("title", "abstract", "note", "url", "doi", "identifier", "date", "licence", "publisher")
ALSO = ("stage", "approach", "attribute", "effort", "cost")
FIELDS = (*SINGLE, *sorted(MANY), "links", *ALSO)
_NAMES = {  # as spreadsheets, reference managers and other libraries call them, in several languages
    "title": "title name titel título titulo titre resource recurso",
    "authors": "author authors creator creators whose whoseitis autor autores dequiénes auteur by madeby verfasser",
    "abstract": "abstract abstractnote description descripción descripcion summary whatitis quées beschreibung résumé",
    "note": "note why whyitfits whyitfitsasciencecenter contextnote porquéencaja fit",
    "url": "url link address website webaddress enlace dirección direccion web permalink uri",
    "doi": "doi",
    "identifier": "identifier id key itemkey",
    "date": "date year publicationyear published issued fecha año ano jahr année",
    "licence": "licence license rights licencia lizenz licence",
    "publisher": "publisher publicationtitle institution organization organisation editorial institución verlag",
    "languages": "language languages lang idioma idiomas langue sprache",
    "subjects": "subject subjects topic topics tags keywords manualtags categories category tema temas palabrasclave",
    "kinds": "kind kinds type itemtype resourcetype tipo format formato art",
    "audiences": "audience audiences whoitisfor public público publico paraquién",
    "links": "links morelinks otherlinks fileattachments linkattachments enlaces",
    "stage": "stage stages etapa", "approach": "approach approaches enfoque",
    "attribute": "attribute attributes atributo", "effort": "effort time esfuerzo", "cost": "cost price costo coste",
}  # fmt: skip
_LINK = re.compile(r"^(?P<words>.{0,300}?)\s*(?P<address>https?://\S+)$", re.IGNORECASE)
Row = tuple[int, list[str]]  # line, cells


@dataclass(slots=True)
class Table:
    """The names of the columns, and the rows below."""

    header: list[str]
    rows: Iterator[Row]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a kind of list may hold, and how they are called."""

    names: Mapping[str, str]  # field -> names in small letters without spaces, a space between them
    needed: str  # the field without which there is no list
    lacking: Promise  # said when no column holds it

    @property
    def fields(self) -> tuple[str, ...]:
        """What a column can hold."""
        return tuple(self.names)

    def field_of(self, column: str) -> str:
        """What a column with this name holds, or ""."""
        bare = _bare(column)
        return next((field for field, names in self.names.items() if bare in names.split()), "") if bare else ""


RECORDS = Columns(
    {field: _NAMES[field] for field in FIELDS}, "title",
    gettext_lazy("No column holds the titles. The columns are: %(columns)s."),
)  # fmt: skip


def guess(header: list[str], columns: Columns = RECORDS) -> dict[str, str]:
    """Which field each column holds, as far as its name says; each field once."""
    found: dict[str, str] = {}
    for name in header:
        field = columns.field_of(name)
        if field and field not in found.values():
            found[name] = field
    return found


def checked(mapping: Mapping[str, str], header: list[str], columns: Columns = RECORDS) -> dict[str, str]:
    """What was guessed, with what somebody said instead ("" leaves a column out).

    raises: NotRecords for a column or a field that there is not, and when no column holds what is needed.
    """
    names = {_bare(name): name for name in header}
    found = guess(header, columns)
    for column, field in mapping.items():
        name = names.get(_bare(column))
        if name is None:
            raise NotRecords(
                _("There is no column “%(column)s”. There are: %(columns)s.")
                % {"column": column[:80], "columns": ", ".join(header)[:400]}
            )
        if field and field not in columns.fields:
            raise NotRecords(
                _("A column cannot hold “%(field)s”. Choose one of: %(fields)s.")
                % {"field": field[:80], "fields": ", ".join(columns.fields)}
            )
        found = {other: held for other, held in found.items() if held != field}
        found[name] = field
    if columns.needed not in found.values():
        raise NotRecords(str(columns.lacking) % {"columns": ", ".join(header)[:400]})
    return {name: field for name, field in found.items() if field}


def read_table(table: Table, mapping: Mapping[str, str]) -> Iterator[Found]:
    """Each row as a record; rows without anything in them are passed over."""
    fields = checked(mapping, table.header)
    places = [fields.get(name, "") for name in table.header]
    for number, cells in table.rows:
        place = _("line %(number)s") % {"number": number}
        if any(cell.strip() for cell in cells[len(places) :]):
            yield Fault(place, _("It has more cells than the table has columns: a comma or a quote is out of place."))
        elif any(cell.strip() for cell in cells):
            yield finished(_record(place, places, cells))


def _record(place: str, places: list[str], cells: list[str]) -> Record:
    record = Record(place=place)
    for field, cell in zip(places, cells, strict=False):
        value = plain(cell)[: 2 * limits.LONGEST].strip()
        if not field or not value:
            continue
        if field in MANY:
            getattr(record, field).extend(_parts(value, commas=field in {"languages", "subjects"}))
        elif field == "links":
            matches = (_LINK.match(one.strip()) for one in re.split(r"[;\n]", value)[: limits.MOST_VALUES])
            record.links += [(one["words"].rstrip(" :–-"), one["address"]) for one in matches if one]
        elif field in ALSO:
            record.also[field] = _parts(value)
        else:
            setattr(record, field, value)
    return record


def plain(cell: str) -> str:
    """What a cell says, without the sign that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@\t\r") else cell


def _parts(value: str, *, commas: bool = False) -> list[str]:
    marks = r"[;|\n]" if re.search(r"[;|\n]", value) or not commas else ","
    return [part.strip() for part in re.split(marks, value)[: 2 * limits.MOST_VALUES]]


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold()[:200] if letter.isalnum())


def named(cells: list[str]) -> list[str]:
    """Names of columns, each different, those without one by their number."""
    found: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:80] or _("Column %(number)s") % {"number": number}
        found.append(f"{name} ({number})" if name in found else name)
    return found
