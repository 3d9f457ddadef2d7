"""A picture as plain facts for pages: what is in them may be shown to whoever may see results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..opinion import Picture, Verdict
from .cells import LEAST, Cell, shown
from .clumps import clumps_of

FEWEST = 7  # people, below which nothing is shown at all
MOST_SHARED, MOST_DIVIDING, MOST_UNSURE = 8, 6, 6
SHARED, APART, TORN, PASSED = 0.6, 0.35, 0.25, 0.3
Line = tuple[int, Cell | None, list[Cell | None]]


def facts_of(picture: Picture) -> dict[str, Any]:
    """Numbers, cells and clumps, ready for JSON; the same for the same votes, whatever the ballots are called.

    state: few (fewer than seven people), early (no groups), unsettled, or settled; groups only in the last.
    """
    n, p = picture.votes.shape
    facts: dict[str, Any] = {"people": n, "votes": int(picture.votes.cast.sum()), "statements": p, "state": "few"}
    facts["mode"] = str(picture.mode)
    if n < FEWEST:
        return facts
    is_settled = picture.verdict == Verdict.SETTLED
    sizes = np.bincount(picture.groups[picture.groups >= 0], minlength=picture.k)
    kept = [at for at in range(picture.k) if sizes[at] >= LEAST] if is_settled else []
    if len(kept) < 2:
        kept = []
    state = "settled" if kept else "unsettled" if picture.k else "early"
    lines = _lines(picture, kept)
    counted = [line for line, out in zip(lines, _left_out(picture), strict=True) if not out]
    facts |= {"state": state, "lines": [[number, all_, groups] for number, all_, groups in lines]}
    facts |= {"groups": _groups(picture, kept), "unsure": _unsure(counted)}
    facts |= _shared_and_dividing(picture, counted, by_group=bool(kept))
    facts["clumps"] = [] if kept else clumps_of(picture.places[picture.groups >= 0])
    facts["few_voted"] = sum(all_ is None for _number, all_, _groups in counted)
    if picture.doubt is not None:
        facts["low"], facts["median"] = round(picture.doubt.low, 3), round(picture.doubt.median, 3)
    facts["axes"] = _axes(picture) if picture.k else []
    left_out = _left_out(picture)
    facts["left_out"] = sum(left_out)
    facts["without"] = [int(one) for one in picture.votes.statements[left_out].tolist()]
    return facts


def _left_out(picture: Picture) -> list[bool]:
    return [bool(one) for one in picture.statements.left_out(picture.votes)]


def _lines(picture: Picture, kept: Sequence[int]) -> list[Line]:
    """Each statement by its number, with the cells that may be shown; those moderated out are not among them."""
    out = picture.statements.out
    everybody, counts = picture.everybody, picture.counts
    lines: list[Line] = []
    for at, number in enumerate(picture.votes.statements.tolist()):
        if number in out:
            lines.append((int(number), None, [None] * len(kept)))
            continue
        whole = (int(everybody.agree[0, at]), int(everybody.disagree[0, at]), int(everybody.voted[0, at]))
        parts = [(int(counts.agree[g, at]), int(counts.disagree[g, at]), int(counts.voted[g, at])) for g in kept]
        lines.append((int(number), *shown(whole, parts)))
    return lines


def _groups(picture: Picture, kept: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    numbers = picture.votes.statements.tolist()
    for at in kept:
        places = picture.places[picture.groups == at]
        middle = places.mean(axis=0).round(3).tolist()
        voices = [[int(numbers[voice.place]), voice.side] for voice in picture.voices[at]]
        found.append({"size": len(places), "middle": middle, "clumps": clumps_of(places), "voices": voices})
    return found


def _shared_and_dividing(picture: Picture, lines: Sequence[Line], *, by_group: bool) -> dict[str, Any]:
    numbers = picture.votes.statements.tolist()
    if not by_group:
        sides = [(at, "agree") for at in picture.consensus.agree]
        sides += [(at, "disagree") for at in picture.consensus.disagree]
        seen = {number for number, all_, _groups in lines if all_}
        torn = [(min(all_[:2]) / all_[2], number) for number, all_, _groups in lines if all_]
        return {
            "shared": [[int(numbers[at]), side] for at, side in sides if int(numbers[at]) in seen],
            "divides": _best([(share, number) for share, number in torn if share >= TORN], MOST_DIVIDING),
        }
    likely = {int(number): (picture.shared[at], picture.refused[at]) for at, number in enumerate(numbers)}
    shared, apart = [], []
    for number, _all, groups in lines:
        cells = [cell for cell in groups if cell]
        if len(cells) < len(groups):
            continue
        agree, disagree = [cell[0] / cell[2] for cell in cells], [cell[1] / cell[2] for cell in cells]
        if min(agree) >= SHARED:
            shared.append((likely[number][0], number, "agree"))
        elif min(disagree) >= SHARED:
            shared.append((likely[number][1], number, "disagree"))
        if max(agree) - min(agree) >= APART:
            apart.append((max(agree) - min(agree), number))
    best = sorted(shared, key=lambda one: (-one[0], one[1]))[:MOST_SHARED]
    return {"shared": [[number, side] for _likely, number, side in best], "divides": _best(apart, MOST_DIVIDING)}


def _unsure(lines: Sequence[Line]) -> list[int]:
    """Numbers of statements that many who saw them passed on."""
    passed = [((all_[2] - all_[0] - all_[1]) / all_[2], number) for number, all_, _groups in lines if all_]
    return _best([(share, number) for share, number in passed if share >= PASSED], MOST_UNSURE)


def _best(weighed: Sequence[tuple[float, int]], most: int) -> list[int]:
    return [number for _weight, number in sorted(weighed, key=lambda one: (-one[0], one[1]))[:most]]


def _axes(picture: Picture) -> list[list[float]]:
    """Number, mean and two weights of each statement that counts: what a ballot needs to find its own place."""
    out, axes = _left_out(picture), picture.axes
    numbers = picture.votes.statements.tolist()
    return [
        [int(number), round(float(axes.middle[at]), 4), *(round(float(one), 4) for one in axes.directions[at])]
        for at, number in enumerate(numbers) if not out[at]
    ]  # fmt: skip
