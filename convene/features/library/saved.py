"""Answers for the library where searches are saved: see core/saved/pages/base.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ...core.saved.pages import Told
from ...core.search.engines import Match
from ...core.search.queries import Wish
from ...core.tags.models import Facet
from ...core.tags.queries import vocabulary
from .models import Resource, Tagged
from .queries.shelf import COMMUNITY, chosen_in
from .rules import SHELF
from .searched import KEY

if TYPE_CHECKING:
    from django.http import QueryDict

    from ...core.saved.pages import Said
    from ...core.search.models import Doc
    from ...core.search.reader import Reader
    from ...core.tags.queries import Vocabulary


class Shelf:
    """Answers for the library's list: choices of each facet."""

    name = _("Library")

    def said(self, reader: Reader, query: QueryDict) -> Said:
        """The slugs that are chosen of each facet; of communities their numbers, which stay."""
        numbers = {place.slug: place.pk for place in reader.places.values()}
        said: Said = dict(chosen_in(query))
        if COMMUNITY in said:
            said[COMMUNITY] = sorted(numbers.get(slug, 0) for slug in said[COMMUNITY])
        return said

    def told(self, reader: Reader, searches: Sequence[Said]) -> list[Told]:
        """What each choice is called, and the list with the newest first."""
        terms = vocabulary()
        return [self._told(reader, terms, said) for said in searches]

    def _told(self, reader: Reader, terms: Vocabulary, said: Said) -> Told:
        labels: list[str] = []
        lacks = False
        for facet in filter(said.get, (*Facet.values, COMMUNITY)):  # the database may keep them in another order
            chosen = said[facet]
            if facet == COMMUNITY:
                known = [str(reader.places[pk]) for pk in chosen if pk in reader.places]
            else:
                known = [term.label for slug in chosen if (term := terms.find(facet, slug))]
            labels, lacks = labels + known, lacks or not known
        slugs = {COMMUNITY: [reader.places[pk].slug for pk in said.get(COMMUNITY, ()) if pk in reader.places]}
        address = f"{reverse('library:browse')}?{urlencode({**said, **slugs, 'sort': 'new'}, doseq=True)}"
        return Told(" · ".join(labels) or str(self.name), address, lacks)

    def wish(self, _said: Said) -> Wish:
        """Nothing: what fits is asked of the resources themselves, as they stand now."""
        return Wish("")

    def fitting(self, said: Said, docs: Sequence[Doc]) -> Sequence[Match]:
        """Resources that answer to one of the choices of each facet. One query."""
        here = {doc.obj: doc for doc in docs if doc.kind == KEY}
        found = Resource.objects.filter(pk__in=here, state__in=SHELF)
        for facet, chosen in said.items():
            if facet == COMMUNITY:
                found = found.filter(community__in=chosen)
            else:
                fits = Tagged.objects.filter(term__facet=facet, term__slug__in=chosen)
                found = found.filter(pk__in=fits.values("resource"))
        fit = set(found.order_by().values_list("pk", flat=True)) if here else set()
        return [Match(doc.pk, doc.kind, doc.obj, doc.part) for doc in docs if doc.kind == KEY and doc.obj in fit]


SHELF_SEARCHES = Shelf()
