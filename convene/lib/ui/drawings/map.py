"""A map: points on the earth, drawn together where they lie close, so that tens of thousands stay a few circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log

WIDE, HIGH = 1000.0, 500.0
COLUMNS, ROWS = 12, 6
CELL = WIDE / COLUMNS
SQUEEZE = 0.8  # a degree east beside a degree north: true to shape at 37 degrees, where most of these points lie
LEAST = 12.0  # degrees north to south, so that one knows where on earth it is
LARGEST, SMALLEST = CELL / 2 - 1, 0.8 * CELL / 2
STEPS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30)  # degrees between two lines

Box = tuple[float, float, float, float]  # west, south, east, north, in degrees


@dataclass(frozen=True, slots=True)
class View:
    """The part of the earth that is drawn; `cell` is the side of a cell in degrees east."""

    west: float
    north: float
    cell: float

    @property
    def cell_high(self) -> float:
        """The side of a cell in degrees north."""
        return self.cell * SQUEEZE

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies on the drawing."""
        return (longitude - self.west) / self.cell * CELL, (self.north - latitude) / self.cell_high * CELL

    def cell_of(self, longitude: float, latitude: float) -> tuple[int, int]:
        """The cell in which a point lies: its column and its row."""
        return floor((longitude - self.west) / self.cell), floor((self.north - latitude) / self.cell_high)

    def box_of(self, column: int, row: int) -> Box:
        """What a cell covers; `column` from the west, `row` from the north."""
        west, north = self.west + column * self.cell, self.north - row * self.cell_high
        return west, north - self.cell_high, west + self.cell, north


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one cell: how many, and where their middle is. `name` is that of the only one, or of one of them."""

    column: int
    row: int
    count: int
    longitude: float
    latitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A group as it is drawn."""

    x: float
    y: float
    radius: float
    group: Group

    @property
    def says(self) -> str:
        """The number in it, short enough to fit; nothing for a single point."""
        count = self.group.count
        return "" if count == 1 else str(count) if count < 10_000 else f"{count // 1000}k"


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing: circles that do not touch, where the outline of the land goes, and lines of the grid."""

    circles: tuple[Circle, ...]
    land: tuple[float, float, float, float]  # x, y, width, height of the whole earth
    lines: str
    width: float = WIDE
    height: float = HIGH


def view_of(box: Box, least: float = LEAST) -> View:
    """The view in which all of a box can be seen, with a little room around it; `least` degrees from north to south."""
    west, south, east, north = box
    high = max((north - south) * 1.1, (east - west) * 1.1 * SQUEEZE * HIGH / WIDE, least)
    cell = ceil(high / ROWS / SQUEEZE * 1000) / 1000
    middle_east, middle_north = (west + east) / 2, (south + north) / 2
    return View(round(middle_east - cell * COLUMNS / 2, 3), round(middle_north + cell * SQUEEZE * ROWS / 2, 3), cell)


def draw(view: View, groups: Iterable[Group]) -> Map:
    """Where everything lies.

    shapes: at most one group a cell; those outside the view are left out.
    units:  x to the east and y to the south, 0 to 1000 and 0 to 500.
    """
    inside = [one for one in groups if 0 <= one.column < COLUMNS and 0 <= one.row < ROWS]
    most = max((one.count for one in inside), default=1)
    x, y = view.at(-180, 90)
    right, low = view.at(180, -90)
    land = round(x, 1), round(y, 1), round(right - x, 1), round(low - y, 1)
    return Map(tuple(_circle(view, one, most) for one in inside), land, "".join(_lines(view)))


def _circle(view: View, group: Group, most: int) -> Circle:
    share = log(group.count) / log(most) if most > 1 else 0.0
    radius = SMALLEST + (LARGEST - SMALLEST) * share
    x, y = view.at(group.longitude, group.latitude)
    return Circle(_kept(x, group.column, radius), _kept(y, group.row, radius), round(radius, 1), group)


def _kept(at: float, cell: int, radius: float) -> float:
    """Moved so far into its cell that it touches no other."""
    return round(min(max(at, cell * CELL + radius), (cell + 1) * CELL - radius), 1)


def _lines(view: View) -> Iterator[str]:
    step = next((one for one in STEPS if view.cell * COLUMNS / one <= 14), STEPS[-1])
    for number in range(ceil(view.west / step), floor((view.west + view.cell * COLUMNS) / step) + 1):
        yield f"M{view.at(number * step, 0)[0]:.0f} 0V{HIGH:g}"
    for number in range(ceil((view.north - view.cell_high * ROWS) / step), floor(view.north / step) + 1):
        yield f"M0 {view.at(0, number * step)[1]:.0f}H{WIDE:g}"
