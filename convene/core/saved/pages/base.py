"""What a page that finds things tells of the searches that people make there.

The core knows no feature, because those lie above it. Each page whose searches can be saved is named in the setting
`SAVED_ON`, with an object that answers for it:

    SAVED_ON = {"library": "convene.features.library.saved.SHELF"}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

    from ...search.engines import Match
    from ...search.models import Doc
    from ...search.queries import Wish
    from ...search.reader import Reader

Said = dict[str, Any]  # words and filters, as JSON keeps them; the same search is always said the same way


class Told(NamedTuple):
    """A search as it is shown to whoever saved it."""

    words: str  # as its name is proposed; nothing of it that the reader may not know
    address: str  # where its page shows all that fits
    lacks: bool  # asks for something that is gone, or that the reader may not know of, so that nothing can fit


class Page(Protocol):
    """Answers for the searches of one page."""

    name: Promise  # "Search"

    def said(self, reader: Reader, query: QueryDict) -> Said:
        """What an address asks for; empty where there is nothing in it to save."""

    def told(self, reader: Reader, searches: Sequence[Said]) -> list[Told]:
        """Each of these searches as it is shown. A query at most."""

    def wish(self, said: Said) -> Wish:
        """What the search is to look at again of a thing that fits, as it stands now."""

    def fitting(self, said: Said, docs: Sequence[Doc]) -> Sequence[Match]:
        """Those of these rows of the index that fit, whoever may see them."""
