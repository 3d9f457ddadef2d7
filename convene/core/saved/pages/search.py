"""Searches of the page that finds everything: words, and filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ....lib.finding.asking import MOST_LETTERS, read
from ...search.engines import Match, Where, engine
from ...search.forms import query_of, wish_of
from ...search.kinds import kinds
from ...search.queries import Wish
from ...search.queries.facets import STATES
from .base import Told

if TYPE_CHECKING:
    from django.http import QueryDict

    from ...search.models import Doc
    from ...search.reader import Reader
    from .base import Said

FILTERS = ("kind", "community", "author", "state")  # a span of days, an order and a page are no part of it


class Everything:
    """Answers for the page of a search."""

    name = _("Search")

    def said(self, reader: Reader, query: QueryDict) -> Said:
        """The words, and the filters that are set; communities and people by their numbers, which stay."""
        wish = wish_of(reader, query)
        if not read(wish.text) or wish.community == 0:
            return {}
        filters = {name: value for name in FILTERS if (value := getattr(wish, name))}
        return {"text": wish.text[:MOST_LETTERS], **filters}

    def told(self, reader: Reader, searches: Sequence[Said]) -> list[Told]:
        """The words with what the filters are called, and the page with the newest first."""
        wishes, page = [self.wish(said) for said in searches], reverse("search:search")
        return [
            Told(
                self._words(reader, wish), f"{page}?{query_of(reader, wish.but(newest=True))}",
                wish.community is not None and wish.community not in reader.places,
            )
            for wish in wishes
        ]  # fmt: skip

    def _words(self, reader: Reader, wish: Wish) -> str:
        known = kinds()
        parts = [_("“%(words)s”") % {"words": wish.text}]
        if wish.kind in known:
            parts.append(str(known[wish.kind].many))
        if wish.community in reader.places:
            parts.append(str(reader.places[wish.community]))
        if wish.author:
            parts.append(str(_("by one person")))
        if wish.state in STATES:
            parts.append(str(STATES[wish.state]))
        return " · ".join(parts)

    def wish(self, said: Said) -> Wish:
        """Words and filters."""
        return Wish(**said)

    def fitting(self, said: Said, docs: Sequence[Doc]) -> Sequence[Match]:
        """Asked of the index. One query."""
        wish, asked = self.wish(said), read(said["text"])
        if not asked or not docs:
            return []
        where = Where(None, wish.kind or None, wish.community, wish.author, wish.state, docs=[doc.pk for doc in docs])
        return engine().match(asked, where, len(docs))


SEARCH = Everything()
