"""BibTeX and BibLaTeX, entry by entry, in time that grows with the text however its braces stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from . import limits
from .latex import plain
from .record import Fault, Found, Record, finished

_BEGINS = re.compile(r"@[ \t]{0,9}([A-Za-z]{1,40})\s{0,9}([{(])")
_NEXT = re.compile(r"^[ \t]{0,9}@[ \t]{0,9}[A-Za-z]{1,40}\s{0,9}[{(]", re.MULTILINE)
_MARKS = re.compile(r"\\.|[{}()]|^[ \t]{0,9}@[ \t]{0,9}[A-Za-z]{1,40}\s{0,9}[{(]", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+/-]{0,60})\s{0,99}=\s{0,99}")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTED = re.compile(r"\\.|[{}\"]", re.DOTALL)
_BARE = re.compile(r"[^\s,#{}\"()=]{1,200}")
_JOIN = re.compile(r"\s{0,99}#\s{0,99}")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_MONTHS = {name: f"{number:02}" for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_SILENT = {"comment", "preamble"}
Fields = dict[str, str]


def read_bibtex(text: str) -> Iterator[Found]:
    """Its entries; an entry that is never closed costs itself alone."""
    words: Fields = dict(_MONTHS)  # what @string names
    at, line, counted = 0, 1, 0
    while begin := _BEGINS.search(text, at):
        line += text.count("\n", counted, begin.start())
        counted = begin.start()
        place = _("line %(number)s") % {"number": line}
        kind, end = begin[1].lower(), _end(text, begin.end(), begin[2])
        if end is None:
            nearest = _NEXT.search(text, begin.end())
            at = nearest.start() if nearest else len(text)
            if kind not in _SILENT:
                yield Fault(place, _("This entry is never closed: a brace is missing, or there is one too many."))
            continue
        body, at = text[begin.end() : end], end + 1
        if kind == "string":
            words |= dict(list(_fields(body, words).items())[:1]) if len(words) < 2000 else {}
        elif kind not in _SILENT:
            _key, _comma, rest = body.partition(",")
            yield finished(_record(kind, _fields(rest, words), place))


def _end(text: str, start: int, opening: str) -> int | None:
    """Where the entry is closed: at the brace or parenthesis that answers the first."""
    depth = 0
    for found in _MARKS.finditer(text, start, start + limits.MOST_ENTRY):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}" and (depth or opening == "{"):
            if not depth:
                return found.start()
            depth -= 1
        elif mark == ")" and opening == "(" and not depth:
            return found.start()
        elif len(mark) > 1 and mark[0] != "\\" and depth < 2:
            return None
        if depth > limits.MOST_DEPTH:
            return None
    return None


def _fields(body: str, words: Fields) -> Fields:
    found: Fields = {}
    at = 0
    while (name := _FIELD.match(body, at)) and len(found) < 200:
        value, at = _value(body, name.end(), words)
        found.setdefault(name[1].lower(), value[: 4 * limits.LONGEST])
        comma = body.find(",", at)
        if comma < 0:
            break
        at = comma
    return found


def _value(body: str, at: int, words: Fields) -> tuple[str, int]:
    """Parts in braces, in quotes, numbers and names, joined by "#"."""
    parts: list[str] = []
    while at < len(body) and len(parts) < 200:
        if body[at] in '{"':
            close = _closing(body, at + 1, _BRACES if body[at] == "{" else _QUOTED, body[at])
            parts.append(body[at + 1 : close])
            at = close + 1
        elif bare := _BARE.match(body, at):
            parts.append(words.get(bare[0].lower(), bare[0]))
            at = bare.end()
        else:
            break
        joint = _JOIN.match(body, at)
        if not joint:
            break
        at = joint.end()
    return "".join(part[: 4 * limits.LONGEST] for part in parts)[: 4 * limits.LONGEST], at


def _closing(body: str, start: int, marks: re.Pattern[str], opening: str) -> int:
    depth = 0
    for found in marks.finditer(body, start):
        if found[0] == "{":
            depth += 1
        elif found[0] == '"' and not depth:
            return found.start()
        elif found[0] == "}":
            if not depth and opening == "{":
                return found.start()
            depth = max(0, depth - 1)
    return len(body)


def _record(kind: str, fields: Fields, place: str) -> Record:
    def said(*names: str) -> str:
        return next((value for name in names if (value := plain(fields.get(name, "")).strip())), "")

    address = fields.get("url", "") or fields.get("howpublished", "")
    found = re.search(r"https?://[^\s{}]{1,1000}", address.replace("\\", ""))
    title = said("title", "maintitle", "booktitle")
    if fields.get("subtitle"):
        title = f"{title}: {said('subtitle')}"
    month = _MONTHS.get(fields.get("month", "")[:3].lower()) or fields.get("month", "").strip("{} ").zfill(2)
    date = said("date") or said("year") + (f"-{month}" if month != "00" else "")
    return Record(
        place=place, title=title, authors=_people(fields.get("author", "") or fields.get("editor", "")),
        publisher=said("publisher", "institution", "organization", "school", "journal", "journaltitle", "booktitle"),
        abstract=said("abstract"), url=found[0] if found else "", doi=fields.get("doi", "").replace("\\", ""),
        date=date, licence=said("license", "licence", "rights", "copyright"), kinds=[kind],
        languages=[said("language", "langid")],
        subjects=re.split(r"[,;]", said("keywords", "keyword")),
        identifier=f"arxiv:{said('eprint')}" if fields.get("eprint") else "",
    )  # fmt: skip


def _people(value: str) -> list[str]:
    """Names as one says them; those in braces are institutions and stay as they are."""
    people = []
    for one in _AND.split(value[: 4 * limits.LONGEST])[: limits.MOST_VALUES]:
        name = plain(one).strip()
        last, comma, first = name.partition(",")
        if name and name.lower() != "others":
            people.append(f"{first.strip()} {last.strip()}" if comma and not one.strip().startswith("{") else name)
    return people
