"""Ask the copy, and the database where there is none, where it is behind or where the server does not answer."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from ....lib.opensearch.faults import Away, Gone
from ....lib.web.breaker import Breaker
from ..engines import Best, Match, Where, engine
from ..engines.opensearch import best, matches, newest
from ..models import Progress, Unsent
from . import server

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....lib.finding.asking import Asked

BEHIND = 500  # changed rows that the copy does not have, from which on the database is asked
REST = 30.0  # seconds


class Copy:
    """Full text in OpenSearch, with the database behind it."""

    def __init__(self) -> None:
        self.breaker = Breaker("OpenSearch", rest=REST)

    def match(self, asked: Asked, where: Where, most: int, *, in_titles: bool = False) -> list[Match]:
        """The newest rows that fit, the newest first."""
        found = self._ask(partial(newest, asked, where, most, in_titles=in_titles))
        return engine().match(asked, where, most, in_titles=in_titles) if found is None else found

    def best(self, asked: Asked, where: Where, most: int, few: int) -> Best:
        """The rows that fit, the best first; where there are more than `most`, a few of the best."""
        found = self._ask(partial(best, asked, where, most + 1))
        if found is None:
            return engine().best(asked, where, most, few)
        return Best(found[:few], is_more=True) if len(found) > most else Best(found)

    def _ask(self, body: Callable[[Collection[int]], dict[str, Any]]) -> list[Match] | None:
        if self.breaker.is_open:
            return None
        waiting = _waiting()
        if waiting is None:
            return None
        try:
            return matches(server().ask(body(waiting)))
        except Gone:  # and the worker makes it again
            return None
        except (Away, KeyError, TypeError, ValueError) as error:
            self.breaker.trip(error)
            return None


def _waiting() -> list[int] | None:
    """Rows that have other words by now than the copy has, which are left out; None where it is not to be asked."""
    copied = Progress.objects.values_list("copied", flat=True).first()
    if not copied or not copied.startswith(f"{server().place}-"):
        return None
    waiting = list(Unsent.objects.filter(is_changed=True).order_by().values_list("doc", flat=True)[: BEHIND + 1])
    return waiting if len(waiting) <= BEHIND else None


COPY = Copy()
