"""A map shows each point once, in circles that do not touch, wherever on earth they are."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convene.lib.ui.drawings.map import HIGH, WIDE, Circle, Group, draw, view_of

points = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=60)


def grouped(given_points) -> list[Group]:
    view, cells = view_of(extent(given_points)), defaultdict(list)
    for east, north in given_points:
        cells[view.cell_of(east, north)].append((east, north))
    return [
        Group(*cell, len(some), sum(e for e, _n in some) / len(some), sum(n for _e, n in some) / len(some))
        for cell, some in cells.items()
    ]  # fmt: skip


def extent(given_points):
    easts, norths = zip(*given_points, strict=True)
    return min(easts), min(norths), max(easts), max(norths)


@given(points)
def test_every_point_is_in_one_circle_inside_the_drawing(given_points) -> None:
    drawn = draw(view_of(extent(given_points)), grouped(given_points))
    assert sum(one.group.count for one in drawn.circles) == len(given_points)
    for one in drawn.circles:
        assert one.radius <= one.x <= WIDE - one.radius
        assert one.radius <= one.y <= HIGH - one.radius


@given(points)
def test_circles_do_not_touch(given_points) -> None:
    drawn = draw(view_of(extent(given_points)), grouped(given_points))
    for one, other in combinations(drawn.circles, 2):
        apart = hypot(one.x - other.x, one.y - other.y)
        assert apart > one.radius + other.radius - 0.2  # each figure is rounded to a tenth


@given(points)
def test_the_box_of_a_cell_holds_its_points(given_points) -> None:
    view = view_of(extent(given_points))
    for east, north in given_points:
        west, south, further, top = view.box_of(*view.cell_of(east, north))
        assert west - 1e-6 <= east <= further + 1e-6
        assert south - 1e-6 <= north <= top + 1e-6


@pytest.mark.parametrize(("count", "says"), [(1, ""), (2, "2"), (9999, "9999"), (36_288, "36k")])
def test_a_number_fits_into_its_circle(count, says) -> None:
    assert Circle(0, 0, 40, Group(0, 0, count, 0, 0)).says == says


def test_the_land_lies_where_it_is() -> None:
    view = view_of((-10.0, 35.0, 30.0, 60.0))
    x, y, wide, high = draw(view, ()).land
    assert wide / 360 == pytest.approx(0.8 * high / 180, rel=0.01)
    assert x + (10 + 180) / 360 * wide == pytest.approx(view.at(10, 0)[0], abs=0.5)
    assert y + (90 - 50) / 180 * high == pytest.approx(view.at(0, 50)[1], abs=0.5)
