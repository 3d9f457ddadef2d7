"""RIS, as reference managers write it: a tag and a value on each line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from . import limits
from .record import Fault, Found, Record, finished

_LINE = re.compile(r"^\s{0,4}([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
Tags = dict[str, list[str]]


def read_ris(text: str) -> Iterator[Found]:
    """Its records, from TY to ER; one that was never ended ends where the next begins."""
    tags: Tags = {}
    begun, last, size = 0, "", 0
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line[: limits.LONGEST])
        tag, value = (found[1], found[2] or "") if found else ("", line)
        if tag == "TY":
            yield from _ended(tags, begun)
            tags, begun, last, size = defaultdict(list), number, "", 0
        elif tag == "ER":
            yield from _ended(tags, begun)
            tags = {}
            continue
        if not begun or (not tags and tag != "TY"):
            if tag:
                yield Fault(_place(number), _("This line belongs to no record: each begins with TY."))
                begun = 0
            continue
        size += len(value)
        if size > limits.MOST_ENTRY:
            continue
        if tag:
            tags[tag].append(value.strip())
            last = tag
        elif last and value.strip():
            tags[last][-1] += f"\n{value.strip()}"
    yield from _ended(tags, begun)


def _place(number: int) -> str:
    return _("line %(number)s") % {"number": number}


def _ended(tags: Tags, begun: int) -> Iterator[Found]:
    if not tags:
        return

    def said(*names: str) -> str:
        return next((tags[name][0] for name in names if tags.get(name) and tags[name][0]), "")

    def all_of(*names: str) -> list[str]:
        return [value for name in names for value in tags.get(name, [])]

    addresses = [one for value in all_of("UR", "L2", "LK", "L1") for one in re.split(r"[\s;]+", value) if one]
    keywords = [one for value in all_of("KW") for one in re.split(r"[;\n]", value)]
    yield finished(Record(
        place=_place(begun), title=said("TI", "T1", "CT", "BT"), authors=[_name(one) for one in all_of("AU", "A1")],
        publisher=said("PB", "T2", "JO", "JF"), abstract=said("AB", "N2"), url=addresses[0] if addresses else "",
        doi=said("DO", "DOI"), date=said("PY", "Y1", "DA"), licence=said("C4", "RI"), kinds=[said("TY")],
        languages=all_of("LA"), subjects=keywords,
        links=[("", one) for one in addresses[1:]],
    ))  # fmt: skip


def _name(value: str) -> str:
    last, comma, first = value.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else value
