"""What the address of a search says; what makes no sense is left out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms

from .kinds import ANSWERED, WAITS, kinds
from .queries import DAYS, Wish
from .reader import Reader

STATES = {"answered": ANSWERED, "waiting": WAITS}
MOST_PAGES = 50


class SearchForm(forms.Form):
    """The parts of the address."""

    q = forms.CharField(required=False, strip=True)
    kind = forms.CharField(required=False)
    community = forms.CharField(required=False)
    by = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    state = forms.CharField(required=False)
    days = forms.IntegerField(required=False)
    sort = forms.CharField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES)

    def wish(self, reader: Reader) -> Wish:
        """What is asked for; a community that the reader may not read is one that does not exist."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        by_slug = {place.slug: place.pk for place in reader.places.values()}
        slug, kind, days = said.get("community", ""), said.get("kind", ""), said.get("days")
        return Wish(
            said.get("q", ""),
            kind=kind if kind in kinds() else "",
            community=by_slug.get(slug, 0) if slug else None,
            author=said.get("by"),
            state=STATES.get(said.get("state", "")),
            days=days if days in DAYS else None,
            newest=said.get("sort") == "newest",
            page=said.get("page") or 1,
        )


def query_of(reader: Reader, wish: Wish) -> str:
    """The part of an address that brings this wish."""
    return urlencode(parts_of(reader, wish))


def parts_of(reader: Reader, wish: Wish) -> dict[str, Any]:
    """The same, part by part."""
    states = {value: name for name, value in STATES.items()}
    parts = {
        "q": wish.text,
        "kind": wish.kind,
        "community": reader.places[wish.community].slug if wish.community in reader.places else "",
        "by": wish.author,
        "state": states.get(wish.state or 0, ""),
        "days": wish.days,
        "sort": "newest" if wish.newest else "",
        "page": wish.page if wish.page > 1 else "",
    }
    return {name: value for name, value in parts.items() if value}
