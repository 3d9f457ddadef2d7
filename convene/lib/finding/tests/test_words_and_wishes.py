"""Words, what is asked for, slips and marks: for any text that somebody could type."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from convene.lib.finding.asking import MOST_TERMS, Asked, read
from convene.lib.finding.marking import Marker
from convene.lib.finding.spelling import is_one_slip, keys
from convene.lib.finding.words import folded, language_of, split, stems, tokens

SIGNS = some.text(max_size=120) | some.lists(
    some.sampled_from(['"', "-", "OR", "|", "*", "NEAR(", "AND", "NOT", "title:", "^", "(", ")", "dome", "東京", "ß", "\0", "\ud800", "'"])
).map(" ".join)


def shape(asked: Asked) -> list[list[list[str]]]:
    return [[[term.typed for term in group] for group in groups] for groups in asked.choices]


@given(SIGNS)
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_can_be_read_and_its_tokens_are_letters_and_digits(text):
    for asked in (read(text), read(text, while_typing=True)):
        assert all(len(groups) <= MOST_TERMS for groups in asked.choices)
        assert len(asked.without) <= MOST_TERMS
        for term in (*asked.terms, *asked.without):
            assert term.ways or term.beginning
            assert all(way and all(token.isalnum() for token in way) for way in (*term.ways, term.beginning or ("x",)))


@given(some.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_a_text_is_found_by_each_of_its_own_words(text):
    words = split(text)
    kept = set(tokens(words, language_of(words)))
    for word in words[:20]:
        if any(term.beginning for term in read(word).terms):
            continue
        asked = read(f'"{word}"')
        assert any(set(way) <= kept for term in asked.terms for way in term.ways), word


@given(some.text(max_size=300), some.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_marking_changes_no_letter(text, words):
    marker = Marker(read(words).terms)
    assert "".join(piece for piece, _is_marked in marker.pieces(text)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("dome cleaning", [[["dome"], ["cleaning"]]]),
        ("how do I clean the dome", [[["clean"], ["dome"]]]),
        ("how do I", [[["how"], ["do"], ["I"]]]),
        ("the who", [[["the"], ["who"]]]),
        ('"how do I"', [[["how do I"]]]),
        ("“dark sky” week", [[["dark sky"], ["week"]]]),
        ("tinkering OR making museum", [[["tinkering", "making"], ["museum"]]]),
        ("OR | OR", []),
        ("-dome", []),
        ("well-being", [[["well-being"]]]),
        ("!!! ??? ***", []),
    ],
)
def test_what_is_typed_is_read_as_people_mean_it(typed, read_as):
    assert shape(read(typed)) == read_as


def test_ten_thousand_letters_are_cut_and_say_so():
    asked = read("dome " * 2000)
    assert asked.is_cut
    assert len(asked.terms) <= MOST_TERMS


@given(some.text("abcdeé", min_size=4, max_size=14), some.integers(0, 13), some.sampled_from("abcxyz"), some.sampled_from("odwc"))
@settings(max_examples=500, deadline=None)
def test_a_slip_shares_a_key_with_the_word(word, at, letter, slip):
    at = min(at, len(word) - 1)
    typed = {
        "o": word[:at] + word[at + 1 :], "d": word[:at] + letter + word[at:], "w": word[:at] + letter + word[at + 1 :],
        "c": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[slip]
    if typed == word:
        return
    assert is_one_slip(word, typed)
    assert is_one_slip(typed, word)
    assert keys(word) & keys(typed)


def test_two_slips_are_too_many():
    assert not is_one_slip("planet", "plxnxt")
    assert not is_one_slip("planet", "planet")
    assert not is_one_slip("planet", "planetxy")


def test_marks_stand_where_the_words_do():
    text = "First a long beginning. " * 20 + "Then the domes were cleaned with vinegar, and then more."
    pieces = Marker(read("dome cleaning").terms).snippet(text)
    assert [piece for piece, is_marked in pieces if is_marked] == ["domes", "cleaned"]
    assert len("".join(piece for piece, _is in pieces)) < 260
    assert Marker(read("観測").terms).pieces("夜の観測会") == [("夜の", False), ("観測", True), ("会", False)]
    assert Marker(read("ninos").terms).pieces("Los niños") == [("Los ", False), ("niños", True)]


def test_languages_fold_alike():
    assert folded("Ångström ŁÓDŹ Straße Œuvre İstanbul") == "angstrom lodz strasse oeuvre istanbul"
    assert set(stems("observaciones")) & set(stems("observación".replace("ó", "o")))
    assert not re.search(r"\s", "".join(tokens(split("東京 tower"), "en")))
