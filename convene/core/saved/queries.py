"""A person's saved searches, as their list and their page show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..search.kinds import kinds
from .fitting import results_for
from .models import Find, Search
from .pages import Told, pages

if TYPE_CHECKING:
    from ..people.models import User
    from ..search.queries import Result
    from ..search.reader import Reader

PAGE = 50  # things that a search shows, the newest
COUNTED = 500  # unseen things of a person that are looked at


@dataclass(frozen=True, slots=True)
class Row:
    """A saved search in the list."""

    search: Search
    name: str
    proposed: str
    address: str  # where its page shows all that fits
    new: int
    lacks: bool  # asks for something that is gone, or not to be known of


def name_of(reader: Reader, search: Search) -> str:
    """What it is called: by its owner, or by its words and filters as they are called now."""
    return search.name or row_of(reader, search).name


def row_of(reader: Reader, search: Search) -> Row:
    """As the list shows it."""
    return _rows(reader, [search], Counter())[0]


def rows(reader: Reader, person: User) -> list[Row]:
    """All of them, those with something new first. Two queries, and one for each page and each kind that is new."""
    mine = list(Search.objects.visible_to(person).order_by("-pk"))
    new = _new(reader, person)
    return sorted(_rows(reader, mine, new), key=lambda row: not row.new)


def results(reader: Reader, search: Search) -> list[tuple[Find, Result]]:
    """What was found, the newest first, as far as it still fits and may be seen."""
    return results_for(reader, search, list(search.finds.order_by("-pk")[:PAGE]))


def _rows(reader: Reader, searches: Sequence[Search], new: Counter[int]) -> list[Row]:
    told: dict[int, Told] = {}
    for key, page in pages().items():
        here = [search for search in searches if search.page == key]
        some = page.told(reader, [search.said for search in here]) if here else []
        told |= {search.pk: one for search, one in zip(here, some, strict=True)}
    gone = Told("", "", lacks=True)  # its page is no more
    return [
        Row(search, search.name or one.words or search.page, one.words, one.address, new[search.pk], one.lacks)
        for search in searches for one in [told.get(search.pk, gone)]
    ]  # fmt: skip


def _new(reader: Reader, person: User) -> Counter[int]:
    """How many things of each search were not looked at, of those that the reader may see now."""
    finds = Find.objects.filter(search__person=person, seen_at=None).order_by("-pk")[:COUNTED]
    by_kind: dict[str, list[Find]] = defaultdict(list)
    for find in finds:
        by_kind[find.kind].append(find)
    known, counts = kinds(), Counter[int]()
    for key, some in by_kind.items():
        seen = known[key].seen(reader, [find.obj for find in some]) if key in known else {}
        counts.update(find.search_id for find in some if find.obj in seen)
    return counts
