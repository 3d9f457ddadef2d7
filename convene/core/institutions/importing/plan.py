"""What bringing in a list would do, found out without writing anything."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....lib.records import Fault
from ....lib.records.limits import MOST_FAULTS
from ..actions.carrying import SAID, Carried
from ..models import Institution, words_in
from .reading import Listed


@dataclass(slots=True)
class Plan:
    """read = new + changed + unchanged + repeated + refused; `alike` of the new ones may be one that is here."""

    name: str
    source: str
    fields: dict[str, str]
    new: list[Carried] = field(default_factory=list)
    changed: list[Institution] = field(default_factory=list)
    unchanged: int = 0
    repeated: int = 0  # the same row again
    refused: list[Fault] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """How many rows there are."""
        return len(self.new) + len(self.changed) + self.unchanged + self.repeated + len(self.refused)

    @property
    def alike(self) -> int:
        """How many of the new ones may be the same as another."""
        return sum(one.like is not None for one in self.new)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "file": self.name, "source": self.source, "columns": self.fields, "read": self.read, "added": len(self.new),
            "changed": len(self.changed), "unchanged": self.unchanged, "repeated": self.repeated,
            "refused": len(self.refused), "likely_duplicates": self.alike,
            "faults": [{"place": one.place, "why": one.sentence} for one in self.refused],
            "remarks": dict(self.remarks.most_common()),
        }  # fmt: skip

    def lines(self) -> list[str]:
        """For people: the columns, the counts, a few rows as they will stand here, and what is wrong."""
        told = [
            _("%(file)s: %(read)s read, %(added)s added, %(changed)s changed, %(same)s as before, "
              "%(repeated)s repeated, %(refused)s refused")
            % {"file": self.name, "read": self.read, "added": len(self.new), "changed": len(self.changed),
               "same": self.unchanged, "repeated": self.repeated, "refused": len(self.refused)},
            "  " + _("columns: %(columns)s")
            % {"columns": ", ".join(f"{column} → {held}" for column, held in self.fields.items())},
        ]  # fmt: skip
        told += [f"  + {self._row(one.institution)}" for one in self.new[:5]]
        told += [f"  ~ {self._row(one)}" for one in self.changed[:5]]
        if self.alike:
            told.append("  " + ngettext(
                "%(num)s may be the same as another; staff decide at /institutions/pairs/",
                "%(num)s may be the same as others; staff decide at /institutions/pairs/", self.alike,
            ) % {"num": self.alike})  # fmt: skip
        told += [f"  {one.place}: {one.sentence}" for one in self.refused[:MOST_FAULTS]]
        if len(self.refused) > MOST_FAULTS:
            told.append("  " + _("and %(num)s more") % {"num": len(self.refused) - MOST_FAULTS})
        return told + [f"  {count} × {words}" for words, count in self.remarks.most_common(20)]

    @staticmethod
    def _row(one: Institution) -> str:
        return " · ".join(filter(None, [one.name, str(one.get_kind_display()), one.where]))


def plan(listed: Listed, *, name: str) -> Plan:
    """Read a list to its end and compare it with what is here. Two queries.

    raises: NotRecords for a list that breaks off.
    """
    made = Plan(name, listed.source, listed.fields, remarks=listed.remarks)
    found: list[Institution] = []
    for row in listed.rows:
        if isinstance(row, Fault):
            made.refused.append(row)
        else:
            found.append(row[1])
    _tell_apart(found)
    here = {one.source_id: one for one in Institution.objects.filter(source=listed.source)}
    likes, seen = _Likes(), set[str]()
    for one in found:
        if one.source_id in seen:
            made.repeated += 1
            continue
        seen.add(one.source_id)
        known = here.get(one.source_id)
        if known is None:
            made.new.append(Carried(one, likes.of(one)))
            likes.add(one)
        elif known.edited_at or all(getattr(known, name) == getattr(one, name) for name in SAID):
            made.unchanged += 1
        else:
            one.pk = known.pk
            made.changed.append(one)
    return made


def _tell_apart(found: list[Institution]) -> None:
    """Each institution its own identifier: some lists have none, and some give one to several."""
    names: dict[str, set[str]] = {}
    for one in found:
        names.setdefault(one.source_id, set()).add(one.name)
    for one in found:
        if not one.source_id:
            one.source_id = f"={_digest(f'{one.likeness}|{one.place}|{one.country}')}"
        elif len(names[one.source_id]) > 1:
            one.source_id = f"{one.source_id}={_digest(one.name)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


class _Likes:
    """Institutions by what their names may mean, and where they are."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], list[tuple[str, Institution | int]]] = {}
        here = Institution.objects.filter(merged_into=None).order_by("pk")
        for likeness, country, place, pk in here.values_list("likeness", "country", "place", "pk"):
            self.known.setdefault((likeness, country), []).append((place, pk))

    def add(self, one: Institution) -> None:
        """From now on others may be like it."""
        self.known.setdefault((one.likeness, one.country), []).append((one.place, one))

    def of(self, one: Institution) -> Institution | None:
        """The first with such a name in the same country whose place says nothing else."""
        place = frozenset(words_in(one.place))
        for there, other in self.known.get((one.likeness, one.country), ()):
            words = frozenset(words_in(there))
            if words <= place or place <= words:
                return Institution(pk=other) if isinstance(other, int) else other
        return None
