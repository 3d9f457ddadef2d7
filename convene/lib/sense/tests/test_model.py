"""The model says what its makers' own code says."""

from __future__ import annotations

import pytest

from convene.lib.sense import is_there

if not is_there():
    pytest.skip("the extra [semantic] is not installed", allow_module_level=True)

from convene.lib.sense.model import MOST_PIECES, model


def like(one: str, other: str) -> float:
    first, second = model().embed([one, other])
    return float(first @ second)


def test_texts_are_as_alike_as_the_model_was_taught():
    # source: huggingface.co/sentence-transformers/all-MiniLM-L6-v2, its three examples
    assert like("That is a happy person", "That is a happy dog") == pytest.approx(0.695, abs=0.001)
    assert like("That is a happy person", "That is a very happy person") == pytest.approx(0.943, abs=0.001)
    assert like("That is a happy person", "Today is a sunny day") == pytest.approx(0.257, abs=0.001)


def test_a_text_means_the_same_alone_and_among_others():
    few, many = model().embed(["A dome"]), model().embed(["A much longer text about something else.", "A dome"])
    assert abs(few[0] - many[1]).max() < 1e-5


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Planetariums, cleaned", ["[CLS]", "planet", "##arium", "##s", ",", "cleaned", "[SEP]"]),
        ("Café 天文", ["[CLS]", "cafe", "天", "文", "[SEP]"]),
        ("", ["[CLS]", "[SEP]"]),
        ("x" * 200, ["[CLS]", "[UNK]", "[SEP]"]),
    ],
)
def test_words_are_cut_into_known_pieces(text, pieces):
    cut = model().pieces
    assert cut.cut(text, 32) == [cut.known[piece] for piece in pieces]


def test_no_text_is_too_long():
    assert len(model().pieces.cut("word " * 10_000, MOST_PIECES)) == MOST_PIECES
