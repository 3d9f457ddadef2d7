"""Searches, as a reader makes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convene.core.search.following import Index
from convene.core.search.queries import Results, Wish, search
from convene.core.search.reader import reader_of


@pytest.fixture
def index(db) -> Index:
    """An index that begins when it is first asked."""
    return Index()


@pytest.fixture
def find(index) -> Callable[..., list[str]]:
    """Follows what happened, and gives the titles of what somebody finds: `find(ben, "drift")`."""

    def do(actor, text: str, **filters) -> list[str]:
        return [row.found.title for row in results(actor, text, **filters).rows]

    def results(actor, text: str, **filters) -> Results:
        while index.follow() + index.rewrite():
            pass
        return search(reader_of(actor), Wish(text, **filters))

    do.results = results
    return do
