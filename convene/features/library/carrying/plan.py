"""What bringing in a list would do, found out without writing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ....core.tags.models import Facet
from ....core.tags.queries import vocabulary
from ....lib.errors import NotPossible
from ....lib.records import Fault, Found, Record
from ....lib.records.identity import address_key, keys_of, title_key
from ....lib.records.limits import MOST_FAULTS
from ....lib.ui.jinja import address
from ...discussions.actions.writing import cooked
from ..actions.carrying import Carried
from ..models import Origin, Resource
from .content import content_of
from .terms import Terms

if TYPE_CHECKING:
    from ....core.communities.models import Community


@dataclass(slots=True)
class Plan:
    """read = new + known + refused + gone; `ready` of the new ones say why they fit, the others wait for that."""

    name: str = ""
    new: list[Carried] = field(default_factory=list)
    known: list[tuple[Record, int]] = field(default_factory=list)  # with the resource; 0 for one of this list
    refused: list[Fault] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)  # deleted where it comes from
    remarks: Counter[str] = field(default_factory=Counter)
    renewed: int = 0  # of those that were known: what nobody had touched, and did as its source did
    due: int = 0  # likewise: what somebody had worked on, and is due for a fresh look

    @property
    def read(self) -> int:
        """How many records there are."""
        return len(self.new) + len(self.known) + len(self.refused) + len(self.gone)

    @property
    def ready(self) -> int:
        """How many of the new ones could stand on the shelf as they are."""
        return sum(one.is_ready for one in self.new)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "file": self.name, "read": self.read, "added": len(self.new), "ready": self.ready,
            "duplicates": len(self.known), "refused": len(self.refused), "gone": len(self.gone),
            "renewed": self.renewed, "due": self.due,
            "faults": [{"place": one.place, "why": one.sentence} for one in self.refused],
            "remarks": dict(self.remarks.most_common()),
        }  # fmt: skip

    def lines(self) -> list[str]:
        """For people."""
        told = [
            _("%(file)s: %(read)s read, %(added)s added, %(known)s here already, %(refused)s refused")
            % {"file": self.name, "read": self.read, "added": len(self.new), "known": len(self.known),
               "refused": len(self.refused)}
        ]  # fmt: skip
        if waiting := len(self.new) - self.ready:
            told.append("  " + ngettext(
                "%(num)s of them waits until somebody says why it fits a science center",
                "%(num)s of them wait until somebody says why they fit a science center", waiting,
            ) % {"num": waiting})  # fmt: skip
        if self.gone:
            told.append(f"  {len(self.gone)} × {_('deleted where they come from')}")
        if self.renewed:
            told.append(f"  {self.renewed} × {_('changed there, and here as well')}")
        if self.due:
            told.append(f"  {self.due} × {_('changed there and edited here: due for a fresh look')}")
        told += [f"  {one.place}: {one.sentence}" for one in self.refused[:MOST_FAULTS]]
        if len(self.refused) > MOST_FAULTS:
            told.append("  " + _("and %(num)s more") % {"num": len(self.refused) - MOST_FAULTS})
        told += [f"  {count} × {_('not as its format asks')}: {words}" for words, count in self.remarks.most_common(20)]
        return told


def plan(community: Community, found: Iterable[Found], *, name: str = "") -> Plan:
    """What would become of each record. Raises NotRecords for a list that cannot be read to its end."""
    made, here, terms = Plan(name), keys_here(community), Terms(vocabulary())
    for one in found:
        if isinstance(one, Fault):
            made.refused.append(one)
        elif one.is_deleted:
            made.gone.append(one)
        else:
            _place(made, here, terms, one)
    return made


def _place(made: Plan, here: dict[str, int], terms: Terms, record: Record) -> None:
    keys = keys_of(record)
    there = next((here[key] for key in keys if key in here), None)
    if there is not None:
        made.known.append((record, there))
        return
    said = carried(record, terms)
    if isinstance(said, Fault):
        made.refused.append(said)
        return
    made.new.append(said)
    made.remarks.update(record.remarks)
    here.update(dict.fromkeys(keys, 0))


def carried(record: Record, terms: Terms) -> Carried | Fault:
    """A record as the library would say it."""
    content = content_of(record, terms)
    try:
        text = cooked(content.description)
    except NotPossible as no:
        return Fault(record.place, no.sentence)
    has_kind = any(term.facet == Facet.KIND for term in content.terms)
    return Carried(
        record=record, content=content, text=text, keys=tuple(keys_of(record)),
        is_ready=bool(content.context_note) and has_kind,
    )  # fmt: skip


def keys_here(community: Community) -> dict[str, int]:
    """Every name by which a resource of the community is known, whoever brought it in."""
    found: dict[str, int] = {}
    rows = Resource.objects.filter(community=community).values_list("pk", "title", "authors", "links")
    for pk, title, authors, links in rows.iterator(chunk_size=1000):
        found.setdefault(title_key(title, authors.split("; ")), pk)
        found.setdefault(address_key(settings.SITE_URL + address("library:resource", pk)), pk)
        for _words, link in links:
            found.setdefault(address_key(link), pk)
    found |= dict(Origin.objects.filter(community=community).values_list("key", "resource"))
    return found
