"""Counts that may be shown: none of fewer than five people, nor one that follows from those beside it."""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
Cell = tuple[int, int, int]  # agree, disagree, voted


def shown(everybody: Cell, groups: Sequence[Cell]) -> tuple[Cell | None, list[Cell | None]]:
    """The cells of one statement, None for those that stay hidden: of all, and of each group.

    Where there are groups, all are those who sit in one, so that nobody else can be told by taking groups from all.
    Those of groups too small to show are among all when they are five or more together, and else not.
    """
    if not groups:
        return (everybody if everybody[2] >= LEAST else None), []
    kept = [cell if cell[2] >= LEAST else None for cell in groups]
    small = _sum([cell for cell in groups if cell[2] < LEAST])
    of_kept = _sum([cell for cell in kept if cell])
    whole = _sum([of_kept, small]) if small[2] >= LEAST else of_kept
    return (whole if whole[2] >= LEAST else None), kept


def _sum(cells: Sequence[Cell]) -> Cell:
    return sum(cell[0] for cell in cells), sum(cell[1] for cell in cells), sum(cell[2] for cell in cells)
