"""Drawings are numbers in and shapes out: nothing overlaps, nothing falls outside, and refusals are clear."""

from __future__ import annotations

import re
from math import hypot

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.ui.drawings import levels, qr, wheel

parts = st.integers(1, 4).flatmap(
    lambda rings: st.tuples(st.lists(st.lists(st.integers(0, rings), min_size=1, max_size=12), min_size=1, max_size=7), st.just(rings))
)
LEVEL = st.integers(1, 4)


@st.composite
def rounds(draw):
    low, middle, high = sorted(draw(st.tuples(LEVEL, LEVEL, LEVEL)))
    return draw(st.sampled_from([None, (low, float(middle), high)]))


@given(parts)
def test_every_wedge_has_its_rings_filled_from_the_middle(given_parts) -> None:
    values, rings = given_parts
    sectors = wheel.draw(values, rings=rings)
    assert [[[ring.is_filled for ring in wedge] for wedge in sector.wedges] for sector in sectors] == [
        [[at < value for at in range(rings)] for value in part] for part in values
    ]
    assert [[[ring.level for ring in wedge] for wedge in sector.wedges] for sector in sectors] == [
        [list(range(1, rings + 1)) for _value in part] for part in values
    ]


@given(parts)
def test_a_wheel_stays_inside_its_circle_and_its_numbers_outside(given_parts) -> None:
    values, rings = given_parts
    for sector in wheel.draw(values, rings=rings):
        assert hypot(sector.x, sector.y) == pytest.approx(wheel.LABEL, abs=0.2)
        for wedge in sector.wedges:
            for ring in wedge:
                for x, y in re.findall(r"(?:M|L|(?<= )[01] [01] [01] )(-?[\d.]+) (-?[\d.]+)", ring.path):
                    assert wheel.INNER - 0.2 <= hypot(float(x), float(y)) <= wheel.OUTER + 0.2


def test_a_wheel_of_nothing_is_nothing_and_a_value_without_a_ring_is_refused() -> None:
    assert wheel.draw([], rings=4) == ()
    with pytest.raises(ValueError, match="between 0 and 4"):
        wheel.draw([[5]], rings=4)


@given(st.lists(rounds(), max_size=8))
def test_levels_stand_higher_where_they_are_higher_and_join_only_neighbors(given_rounds) -> None:
    drawing = levels.draw(given_rounds, levels=4)
    assert [mark is None for mark in drawing.marks] == [one is None for one in given_rounds]
    for one, mark in zip(given_rounds, drawing.marks, strict=True):
        if one and mark:
            assert mark.y == drawing.rows[4 - int(one[1])]
            assert 0 <= mark.top <= mark.y <= mark.top + mark.height <= drawing.height
    neighbors = [1 for a, b in zip(given_rounds, given_rounds[1:], strict=False) if a and b]
    assert len(drawing.lines) == len(neighbors)


@pytest.mark.parametrize("wrong", [(0, 1.0, 2), (2, 1.0, 3), (1, 2.0, 5)])
def test_a_level_that_there_is_not_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="does not lie"):
        levels.draw([wrong], levels=4)


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=200))
def test_a_qr_code_covers_the_dark_modules_and_leaves_its_border_free(text) -> None:
    drawing, matrix = qr.draw(text), segno.make(text, error="m", micro=False).matrix
    dark = {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing.path)]
    assert {(x + step, y) for x, y, width in runs for step in range(width)} == dark
    assert drawing.size == len(matrix) + 8
