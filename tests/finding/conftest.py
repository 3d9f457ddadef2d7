"""Searches, as a reader makes them, and the servers that may be asked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator

import pytest
from by_the_book import Book

from convene.core.people.models import User
from convene.core.saved import actions as saving
from convene.core.saved.models import Search
from convene.core.saved.schedule import look_for_new
from convene.core.search import copies
from convene.core.search.copies import asking
from convene.core.search.copies.sending import send
from convene.core.search.following import Index, bring_up_to_date
from convene.core.search.queries import Results, Wish, search
from convene.core.search.reader import reader_of
from convene.lib.web.breaker import Breaker

REAL = os.environ.get("OPENSEARCH_TEST_URL", "")
EVERY_ENGINE = ["database", "opensearch by the book", "opensearch"]
ABSENT = "OPENSEARCH_TEST_URL names no server: opensearch://user:password@host:9200/name?tls=0"


def pytest_generate_tests(metafunc) -> None:
    chosen = [mark for mark in metafunc.definition.iter_markers("parametrize") if mark.args[0] == "full_text"]
    if "full_text" in metafunc.fixturenames and not chosen:
        metafunc.parametrize("full_text", EVERY_ENGINE, indirect=True)


@pytest.fixture
def book(monkeypatch) -> Iterator[Book]:
    """A server that speaks OpenSearch's language by the book."""
    monkeypatch.setattr(asking.COPY, "breaker", Breaker("OpenSearch", rest=3600))
    book = Book()
    yield book
    book.stop()


@pytest.fixture
def on(db, book, settings):
    """The site has a server, from now on."""
    settings.SEARCH_URL = book.url
    return book


@pytest.fixture
def full_text(request, settings, monkeypatch) -> Iterator[str]:
    """Who searches: the name is the parameter, of `EVERY_ENGINE`."""
    if request.param == "opensearch":
        if not REAL:
            pytest.skip(ABSENT)
        monkeypatch.setattr(asking.COPY, "breaker", Breaker("OpenSearch", rest=3600))
        address, mark, options = REAL.partition("?")
        settings.SEARCH_URL = f"{address}-{secrets.token_hex(4)}{mark}{options}"
        yield request.param
        copies.server().drop()
        assert not asking.COPY.breaker.is_open  # or the database has answered in its place
    elif request.param == "opensearch by the book":
        book = request.getfixturevalue("book")
        settings.SEARCH_URL = book.url
        yield request.param
        assert not asking.COPY.breaker.is_open
        assert any("_search" in path for _method, path in book.met) or not any("_bulk" in path for _method, path in book.met)
    else:
        yield request.param


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
        while copies.is_on() and send():
            pass
        return search(reader_of(actor), Wish(text, **filters))

    do.results = results
    return do


@pytest.fixture
def save(db):
    """Saves a search: `save(ben, "drift", mail="daily", community=3)`; from then on the index is followed."""
    bring_up_to_date()
    look_for_new.call()

    def do(person: User, text: str, *, mail: str = "at_once", page: str = "search", **filters: object) -> Search:
        return saving.save(person, page=page, said={"text": text, **filters}, mail=mail)

    return do
