"""What every engine of full text promises: one contract, whoever keeps it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from convene.core.search import copies
from convene.core.search.copies import sending
from convene.core.search.engines import Best, Row, Where, engine, number_of
from convene.core.search.engines.opensearch import EXPANSIONS, best, newest
from convene.core.search.following import Index
from convene.core.search.models import Doc, Progress
from convene.lib.finding.asking import read
from convene.lib.finding.words import language_of, split, tokens

EARLY = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def shelf(db, full_text, monkeypatch):
    """Writes rows as they are, and asks whoever searches."""
    shelf = Shelf()
    monkeypatch.setattr(sending, "_rows", lambda docs: {doc: shelf.rows[doc] for doc in docs if doc in shelf.rows})
    return shelf


class Shelf:
    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self.count = itertools.count(1)
        index = Index()
        while index.follow() + index.rewrite():
            pass

    def put(self, title="", body="", context="", *, scope=0, kind="post", author=None, state=0, day=None) -> int:
        number = next(self.count)
        words = [split(text) for text in (title, body, context)]
        language = language_of(sum(words, []))
        text = (" ".join(tokens(each, language)) for each in words)
        at = number_of(EARLY + timedelta(days=number if day is None else day)) + number
        row = Row(at, kind, number, 0, scope, author, state, Progress.objects.get().round, *text)
        engine().add([row])
        self.rows[row.id] = row
        copies.note([row.id])
        return number

    def remove(self, number: int) -> None:
        (pk,) = Doc.objects.filter(obj=number).values_list("pk", flat=True)
        engine().remove([pk])
        del self.rows[pk]
        copies.note([pk])

    def match(self, text, most=50, *, in_titles=False, while_typing=False, loose=False, **where) -> list[int]:
        asked = read(text, while_typing=while_typing)
        self.send()
        found = copies.finder().match(asked.looser if loose else asked, Where(**where), most, in_titles=in_titles)
        return [row.obj for row in found]

    def best(self, text, most=50, **where) -> list[int]:
        return [row.obj for row in self.compared(text, most, **where).rows]

    def compared(self, text, most, few=2, **where) -> Best:
        self.send()
        return copies.finder().best(read(text), Where(**where), most, few)

    def send(self) -> None:
        while copies.is_on() and sending.send():
            pass


def test_the_newest_come_first_and_no_more_than_wanted(shelf):
    numbers = [shelf.put(body="A planet.") for _ in range(6)]
    assert shelf.match("planet", 4) == numbers[:1:-1]
    assert shelf.match("planets") == numbers[::-1]
    assert [shelf.rows[max(shelf.rows)].obj] == shelf.match("planet", 1)


def test_a_word_in_a_title_weighs_more_and_of_too_many_there_are_a_few(shelf):
    first = shelf.put("Vinegar", "For cleaning.")
    others = [shelf.put("Cleaning", f"Vinegar and much else that one may take, such as water, soap {word}.") for word in ("a", "b")]
    assert shelf.best("vinegar")[0] == first
    assert set(shelf.best("vinegar")) == {first, *others}
    assert not shelf.compared("vinegar", 3).is_more
    rows, is_more = shelf.compared("vinegar", 2, few=1)
    assert (len(rows), is_more) == (1, True)


def test_what_it_is_about_stands_in_any_part_and_a_phrase_in_one(shelf):
    number = shelf.put("Dark sky", "week of the comet", "observers unite")
    for text in ("dark comet observers", '"dark sky"', '"week of the comet"', '"observers unite"'):
        assert shelf.match(text) == [number], text
    for text in ('"sky week"', '"comet observers"', '"sky dark"', "dark meteor"):
        assert shelf.match(text) == [], text


def test_either_without_and_beginnings(shelf):
    one, other = shelf.put(body="telescopes and mirrors"), shelf.put(body="telescopes and lenses")
    assert shelf.match("mirrors OR lenses") == [other, one]
    assert shelf.match("telescope -mirror") == [other]
    assert shelf.match('telescope -"and mirrors"') == [other]
    assert shelf.match("telesc*") == [other, one]
    assert shelf.match("and len", while_typing=True) == [other]
    assert shelf.match("telescopes-and-mir*") == [one]
    assert shelf.match("escop*") == []


def test_all_words_but_one(shelf):
    one, other = shelf.put(body="amber beetle cedar"), shelf.put(body="amber dune")
    shelf.put(body="amber alone")
    assert shelf.match("amber beetle dune", loose=True) == [other, one]
    assert shelf.match("amber beetle eagle", loose=True) == [one]
    assert shelf.match("amber beetle dune -cedar", loose=True) == [other]


def test_titles_alone(shelf):
    one, _other = shelf.put("Heat pumps", "of the hall"), shelf.put("Halls", "with heat pumps")
    assert shelf.match("heat", in_titles=True) == [one]
    assert shelf.match("hall", in_titles=True) == [_other]
    assert shelf.match("heat hall", in_titles=True) == []


def test_only_where_one_may_look(shelf):
    numbers = {scope: shelf.put(body="quokka", scope=scope) for scope in (0, -1, 5, 6)}
    assert shelf.match("quokka", scopes=[0]) == [numbers[0]]
    assert shelf.match("quokka", scopes=[0, 6, 5]) == [numbers[6], numbers[5], numbers[0]]
    assert shelf.match("quokka", scopes=[0, 6], place=5) == []
    assert shelf.match("quokka", scopes=[0, 5], place=5) == [numbers[5]]
    assert shelf.match("quokka", scopes=list(range(7, 3000))) == []
    assert len(shelf.match("quokka", scopes=None)) == 4
    assert shelf.best("quokka", scopes=[-1]) == [numbers[-1]]


def test_kind_author_state_and_time(shelf):
    post = shelf.put(body="otter", author=3, state=2, day=10)
    person = shelf.put("Otter", kind="person", day=400)
    assert shelf.match("otter", kind="person") == [person]
    assert shelf.match("otter", author=3) == shelf.match("otter", state=2) == [post]
    assert shelf.match("otter", author=4) == []
    assert shelf.match("otter", since=number_of(EARLY + timedelta(days=400))) == [person]


def test_what_is_taken_out_or_written_again_is_found_no_more_as_it_was(shelf):
    number = shelf.put(body="badger")
    assert shelf.match("badger") == [number]
    shelf.remove(number)
    assert shelf.match("badger") == []
    again = shelf.put(body="stoat")
    assert shelf.match("badger OR stoat") == [again]


def test_scripts_without_spaces_and_long_words(shelf):
    one = shelf.put("東京都の科学館", "プラネタリウム")
    assert [shelf.match(text) for text in ("東京", "館", "プラネタリウム", "京東")] == [[one], [one], [one], []]
    other = shelf.put(body=f"{'ab' * 40} tail")
    assert shelf.match("ab" * 40) == [other]


@pytest.mark.parametrize("text", ["a" * 10_000, "x " * 5_000, '"' * 400, "- - OR OR *", '"mirrors lenses walking" ' * 20, "ab*" * 300, "\u202eabc", "(title:a OR b) AND {c} /d/ ~2 ^3 \\"])
def test_whatever_is_typed_is_asked_without_a_fault(text, shelf):
    shelf.put(body="mirrors and lenses")
    asked = read(text)
    if asked:
        shelf.match(text)
        shelf.best(text)


def leaves(query) -> int:
    """How many clauses a server counts."""
    if isinstance(query, list):
        return sum(map(leaves, query))
    if isinstance(query, dict):
        return sum(1 if name in {"term", "match_phrase", "match_phrase_prefix", "prefix"} else leaves(each) for name, each in query.items())
    return 0


def test_no_query_has_more_clauses_than_a_server_takes():
    """1,024 is what it takes unless somebody has changed that (indices.query.bool.max_clause_count)."""
    words = ["walking", "planetarium", "observaciones", "mediations", "sternwarten", "jumping", "nationally", "general"]
    texts = [" OR ".join(words * 5), " ".join(f'"{a} {b} {c}"' for a, b, c in itertools.permutations(words[:5], 3)), " ".join(words * 5)]
    for text in texts:
        for asked in (read(text), read(text).looser or read(text)):
            assert max(leaves(best(asked, Where([0]), 200, [])), leaves(newest(asked, Where([0]), 200, []))) < 1_024, text
    assert EXPANSIONS < 1_024


def test_the_database_alone_is_asked_where_no_server_is_named(db, settings):
    assert not copies.is_on()
    assert copies.finder() is engine()
    assert connection.vendor in {"sqlite", "postgresql"}
