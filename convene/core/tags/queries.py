"""All terms at once, kept until something happens."""

from __future__ import annotations

from dataclasses import dataclass

from ..ledger.head import UntilNext
from .models import Facet, Term


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every term of the network, by what one knows of it."""

    by_facet: dict[str, list[Term]]
    by_id: dict[int, Term]

    def find(self, facet: str, slug: str) -> Term | None:
        """The term of that facet and slug."""
        return next((one for one in self.by_facet.get(facet, ()) if one.slug == slug), None)


def _read() -> Vocabulary:
    terms = list(Term.objects.order_by("order", "pk"))
    by_facet = {facet: [one for one in terms if one.facet == facet] for facet in Facet.values}
    return Vocabulary(by_facet, {one.pk: one for one in terms})


_KEPT = UntilNext(_read)


def vocabulary(now: str = "") -> Vocabulary:
    """Every term; with a head of the ledger (`core/ledger/head.py`) it is read once until the next line."""
    return _KEPT(now)
