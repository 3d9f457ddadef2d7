"""One thing, as a list from elsewhere describes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from ..errors import NotPossible
from . import limits
from .identity import address_in, doi_in

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"\b(1[5-9]\d\d|2[01]\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


class NotRecords(NotPossible):
    """A file out of which nothing can be read, with the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One record that could not be read: where it stands, and why."""

    place: str
    sentence: str


@dataclass(slots=True, kw_only=True)
class Record:
    """What is said of one thing; empty where nothing is said."""

    place: str = ""  # where it stands: "line 12"
    title: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    abstract: str = ""  # plain words or Markdown
    note: str = ""  # why it is good for those who keep the list
    url: str = ""
    doi: str = ""  # 10.…/…, in small letters
    identifier: str = ""  # by which its source knows it
    date: str = ""  # as far as it is known: 2024, 2024-05, 2024-05-01
    licence: str = ""  # a name or an address
    languages: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    also: dict[str, list[str]] = field(default_factory=dict)  # what else it answers to, by the name of the question
    links: list[tuple[str, str]] = field(default_factory=list)  # words, address
    files: list[Path] = field(default_factory=list)  # that lie beside the list
    remarks: list[str] = field(default_factory=list)  # what was not as its format asks, and could be read all the same
    is_deleted: bool = False
    changed: str = ""  # when, as its source says

    @property
    def year(self) -> int | None:
        """In which it was made."""
        return int(self.date[:4]) if self.date else None


Found = Record | Fault


def finished(record: Record) -> Found:
    """A record within its limits and without what nobody can see; a fault when it has no title."""
    record.title = line(record.title)
    if not record.title and not record.is_deleted:
        return Fault(record.place, _("It has no title."))
    record.doi = doi_in(record.doi) or doi_in(record.url)
    record.url = address_in(record.url)
    record.authors = lines(record.authors)
    record.publisher, record.licence = line(record.publisher), line(record.licence)
    record.abstract, record.note = text(record.abstract), text(record.note)
    record.date = date_in(record.date)
    for name in ("languages", "subjects", "kinds", "audiences"):
        setattr(record, name, lines(getattr(record, name)))
    record.also = {name: found for name, values in record.also.items() if (found := lines(values))}
    links = [(line(words), address_in(address)) for words, address in record.links[: limits.MOST_VALUES]]
    record.links = [(words, address) for words, address in links if address]
    return record


def line(value: str) -> str:
    """One line of bounded length."""
    return " ".join(_CONTROL.sub(" ", value[: 8 * limits.LONGEST_LINE]).split())[: limits.LONGEST_LINE].strip()


def text(value: str) -> str:
    """Several lines of bounded length."""
    return _CONTROL.sub("", value[: limits.LONGEST].replace("\r\n", "\n").replace("\r", "\n")).strip()


def lines(values: Iterable[str]) -> list[str]:
    """Each once, as a line."""
    return list(dict.fromkeys(found for value in values if (found := line(value))))[: limits.MOST_VALUES]


def date_in(value: str) -> str:
    """The first date in ISO order, as far as it goes; empty where there is no year."""
    found = _DATE.search(value[:100].replace("/", "-"))
    return "-".join(part for part in found.groups() if part) if found else ""


def bounded(found: Iterable[Found]) -> Iterator[Found]:
    """The same, unless there are too many."""
    for number, one in enumerate(found):
        if number >= limits.MOST_RECORDS:
            raise NotRecords(
                _("There are more than %(most)s records. Split the list, and bring in one part after the other.")
                % {"most": f"{limits.MOST_RECORDS:,}"}
            )
        yield one
