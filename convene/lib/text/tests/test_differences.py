"""What changed between two wordings."""

from __future__ import annotations

import random
import time

import pytest

from convene.lib.text.differences import differences


def told(before: str, after: str) -> str:
    marks = {"same": "{}", "inserted": "[+{}]", "deleted": "[-{}]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Forty sensors drift.", "Sixty sensors drift.", "[-Forty][+Sixty] sensors drift."),
        ("We met.", "We met on Monday.", "We met[+ on Monday]."),
        ("one two three", "four five three", "[-one two][+four five] three"),
        ("", "New", "[+New]"),
        ("Same", "Same", "Same"),
        ("Ōlelo Hawaiʻi first", "Ōlelo Hawaiʻi last", "Ōlelo Hawaiʻi [-first][+last]"),
    ],
)
def test_words_that_changed_are_marked_and_no_others(before, after, shown):
    assert told(before, after) == shown


def test_nothing_is_lost_whatever_changed():
    dice = random.Random(4)
    words = ["a", "b", "c", " ", "\n", "ß", "\u0301", ".", "\r\n", "👩‍🔬"]
    for _time in range(300):
        before, after = ("".join(dice.choices(words, k=dice.randrange(60))) for _ in range(2))
        pieces = differences(before, after)
        assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == before
        assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == after


def test_the_longest_texts_are_compared_in_a_moment():
    dice = random.Random(4)
    long = [" ".join(dice.choices(["a", "b", "c", "sensor"], k=12_000))[:32_000] for _ in range(2)]
    long += ["\n".join(dice.choices(["a", ""], k=16_000)) for _ in range(2)]
    for before in long:
        for after in long:
            began = time.perf_counter()
            pieces = differences(before, after)
            assert time.perf_counter() - began < 3
            assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == after


def test_signs_over_and_over_are_given_up_rather_than_compared_for_minutes():
    before, after = "a" + ".," * 600 + "b", "c" + ".;" * 600 + "d"
    began = time.process_time()
    assert [(piece.kind, piece.text) for piece in differences(before, after)] == [
        ("deleted", before), ("inserted", after)
    ]  # fmt: skip
    assert time.process_time() - began < 2
    assert {piece.kind for piece in differences(before[:200], after[:200])} == {"same", "deleted", "inserted"}
