"""How the results are spread, so that one can look at some of them: counted among what the reader sees.

Where more fits than was looked at, a count says how many there are at least, and what was not met may be there still.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ....lib.database.prepared import Numbers, Prepared, listed
from ...people.models import User
from ..engines import number_of
from ..kinds import ANSWERED, WAITS, kinds
from .wishes import DAYS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from ..reader import Reader
    from .looking import Thread
    from .wishes import Wish

MOST = 8  # of one facet
STATES = {ANSWERED: _("Answered"), WAITS: _("Without an accepted answer")}
SPANS = {7: _("In the last week"), 31: _("In the last month"), 365: _("In the last year")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: what it keeps, how many there are, and the wish with it, or without it where it is on."""

    label: str | Promise
    count: int | None
    wish: Wish
    is_on: bool = False
    is_least: bool = False  # there may be more

    @property
    def number(self) -> str:
        """The count as it is shown."""
        return "" if self.count is None else f"{self.count}+" if self.is_least else str(self.count)


class Facets(NamedTuple):
    """The filters of a page."""

    kinds: Sequence[Choice]
    communities: Sequence[Choice]
    states: Sequence[Choice]
    spans: Sequence[Choice]
    authors: Sequence[Choice]


def facets(
    reader: Reader, wish: Wish, threads: Sequence[Thread], is_more: bool, names: Mapping[int, str]
) -> Facets:
    """Counts of each; `is_more` fits than these. One query at most, for those whose `names` are not there yet."""
    return Facets(
        _kinds(wish, threads, is_more),
        _communities(reader, wish, threads, is_more),
        _states(wish, threads, is_more),
        _spans(wish, threads, is_more),
        _authors(wish, threads, is_more, names),
    )


def _kinds(wish: Wish, threads: Iterable[Thread], is_more: bool) -> list[Choice]:
    counts = Counter(thread.kind for thread in threads)
    known = {key: counts[key] if wish.kind in {"", key} else None for key in kinds()}
    if is_more:  # none of the newest is no sign that there is none
        known = {key: count or None for key, count in known.items()}
    every = None if wish.kind else sum(counts.values())
    return [Choice(_("Everything"), every, wish.but(kind="", page=1), not wish.kind, is_more)] + [
        Choice(kind.many, known[key], wish.but(kind=key, page=1), wish.kind == key, is_more)
        for key, kind in kinds().items() if known[key] != 0
    ]  # fmt: skip


def _communities(reader: Reader, wish: Wish, threads: Iterable[Thread], is_more: bool) -> list[Choice]:
    is_on = wish.community is not None
    counts: Counter[int | None] = Counter(
        thread.seen.community for thread in threads if thread.seen.community in reader.places
    )
    return [
        Choice(str(reader.places[pk]), count, wish.but(community=None if is_on else pk, page=1), is_on, is_more)
        for pk, count in _most(counts)
    ]


def _states(wish: Wish, threads: Iterable[Thread], is_more: bool) -> list[Choice]:
    counts = Counter(thread.seen.state for thread in threads)
    return [
        Choice(label, counts[state], wish.but(state=None if wish.state else state, page=1), bool(wish.state), is_more)
        for state, label in STATES.items() if counts[state]
    ]  # fmt: skip


def _spans(wish: Wish, threads: Sequence[Thread], is_more: bool) -> list[Choice]:
    if wish.days:
        return [Choice(SPANS[wish.days], len(threads), wish.but(days=None, page=1), True, is_more)]
    times, now = sorted(thread.at for thread in threads), timezone.now()
    counts = [(days, len(times) - bisect_left(times, number_of(now - timedelta(days=days)))) for days in DAYS]
    useful = [(days, count) for days, count in counts if 0 < count < len(threads) + is_more]
    return [Choice(SPANS[days], count, wish.but(days=days, page=1), is_least=is_more) for days, count in useful]


def _authors(wish: Wish, threads: Iterable[Thread], is_more: bool, names: Mapping[int, str]) -> list[Choice]:
    counts: Counter[int | None] = Counter(author for thread in threads for author in thread.authors)
    if wish.author:
        counts = Counter({wish.author: counts[wish.author]} if counts[wish.author] else {})
        if not counts:  # whose name may be none of the reader's business
            return [Choice(_("One person"), None, wish.but(author=None, page=1), True)]
    most = _most(counts)
    if unknown := [pk for pk, _count in most if pk not in names]:
        names = {**names, **dict(_NAMES(people=listed(unknown)))}
    return [
        Choice(names[pk], count, wish.but(author=None if wish.author else pk, page=1), bool(wish.author), is_more)
        for pk, count in most if pk in names
    ]  # fmt: skip


_NAMES = Prepared(
    lambda people: User.objects.filter(pk__in=Numbers(people)).order_by().values_list("pk", "name"), people=str
)


def _most(counts: Counter[int | None]) -> list[tuple[int, int]]:
    return [(pk, count) for pk, count in counts.most_common(MOST) if pk is not None]
