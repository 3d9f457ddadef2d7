"""Watch words: what is found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from ....lib.text.patterns import find
from ..models import Does, Word

if TYPE_CHECKING:
    from ...communities.models import Community

STRICTEST = {Does.BLOCK: 0, Does.HOLD: 1, Does.FLAG: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A watch word that stands in a text."""

    pattern: str
    does: str
    text: str  # as the text has it

    @property
    def code(self) -> str:
        """Why something waits, as it is kept."""
        return f"word:{self.pattern}"[:80]


def strictest(text: str, words: Iterable[Sequence[Any]]) -> Found | None:
    """The strictest of the words (pattern, whether it is an expression, what it does) that stands in a text."""
    return min(_found(text, words), key=lambda found: STRICTEST[Does(found.does)], default=None)


def all_in(text: str, community: Community | None) -> list[Found]:
    """Every watch word of a community and the site that stands in a text. One query."""
    words = Word.objects.filter(Q(community=community) | Q(community=None)).order_by("pattern", "pk")
    return _found(text, words.values_list("pattern", "is_expression", "does"))


def _found(text: str, words: Iterable[Sequence[Any]]) -> list[Found]:
    looked = ((pattern, does, find(pattern, is_expression, text)) for pattern, is_expression, does in words)
    return [Found(pattern, does, hit) for pattern, does, hit in looked if hit]


def words_of(community: Community | None) -> QuerySet[Word]:
    """The words that a community, or (None) the site, looks out for."""
    return Word.objects.filter(community=community).select_related("added_by").order_by("pattern", "pk")
