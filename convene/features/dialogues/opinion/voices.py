"""What sets each group apart: the statements that its people voted on unlike the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .counts import Counts
from .proportions import above_half, above_others, share

SURE = 1.2816  # z of 90 %, one-sided
MOST = 5
Side = Literal["agree", "disagree"]


@dataclass(frozen=True)
class Voice:
    """A statement that speaks for a group.

    place: of the statement among the p; side: what the group says to it
    people, voted: how many say so, of how many who voted on it
    share: people / voted, with one more who is torn; surely: z of the share above one half
    times: how many times as likely as among others; apart: z of the share above that of others
    """

    place: int
    side: Side
    people: int
    voted: int
    share: float
    surely: float
    times: float
    apart: float


@dataclass(frozen=True, eq=False)
class Standing:
    """How each group stands to each statement, on one side: (k, p) each, named as in `Voice`."""

    people: NDArray[np.float64]
    voted: NDArray[np.float64]
    share: NDArray[np.float64]
    surely: NDArray[np.float64]
    times: NDArray[np.float64]
    apart: NDArray[np.float64]

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """(k, p) times · apart · share · surely: by this the most telling statements are found."""
        return self.times * self.apart * self.share * self.surely

    @cached_property
    def sure(self) -> NDArray[np.bool_]:
        """(k, p) whether both tests say so with 90 % confidence."""
        return np.asarray((self.apart > SURE) & (self.surely > SURE))

    def voice(self, group: int, place: int, side: Side) -> Voice:
        """One of them in words."""
        found: dict[str, Any] = {name: getattr(self, name)[group, place].item() for name in self.__dataclass_fields__}
        return Voice(place, side, int(found.pop("people")), int(found.pop("voted")), **found)


def standings(counts: Counts) -> dict[Side, Standing]:
    """How groups stand to statements, on either side. counts: by group."""
    others = counts.others
    sides: dict[Side, tuple[NDArray[np.float64], NDArray[np.float64]]] = {
        "agree": (counts.agree, others.agree), "disagree": (counts.disagree, others.disagree),
    }  # fmt: skip
    return {
        side: Standing(
            some, counts.voted, share(some, counts.voted), above_half(some, counts.voted),
            share(some, counts.voted) / share(rest, others.voted),
            above_others(some, counts.voted, rest, others.voted),
        )
        for side, (some, rest) in sides.items()
    }  # fmt: skip


def voices_of(counts: Counts, left_out: NDArray[np.bool_]) -> list[list[Voice]]:
    """For each group up to five statements that speak for it: first its best agreement, then what sets it apart most.

    counts: by group; left_out: (p,) statements that are not chosen; agreements stand before disagreements
    source: section 2.8 of the specification
    """
    on = standings(counts)
    shown = np.flatnonzero(~left_out)
    return [_of_group(on, group, shown) for group in range(len(counts.voted))]


def _of_group(on: dict[Side, Standing], group: int, shown: NDArray[np.int64]) -> list[Voice]:
    agree, disagree = on["agree"], on["disagree"]
    best = _best_agreement(agree, disagree, group, shown)
    up = agree.apart[group] > disagree.apart[group]
    sides: list[Side] = ["agree" if one else "disagree" for one in up.tolist()]
    sure = shown[(agree.sure | disagree.sure)[group, shown]].tolist()
    if not sure and best is None and len(shown):
        apart = np.maximum(agree.apart, disagree.apart)[group, shown]
        sure = [int(shown[apart.argmax()])]
    if best is not None:
        sure = [at for at in sure if at != best]
    weights = np.where(up, agree.weight[group], disagree.weight[group]).tolist()
    most = sorted(sure, key=weights.__getitem__, reverse=True)[:MOST]
    chosen = [on[sides[at]].voice(group, at, sides[at]) for at in most]
    first = [] if best is None else [agree.voice(group, best, "agree")]
    return sorted((first + chosen)[:MOST], key=lambda voice: voice.side)


def _best_agreement(agree: Standing, disagree: Standing, group: int, shown: NDArray[np.int64]) -> int | None:
    """The statement that the group agrees with most tellingly; each is compared with the best before it."""
    best: int | None = None
    plain = (agree.share * agree.surely)[group]
    telling = ((agree.times * agree.apart)[group] * plain).tolist()
    said = (agree.people + disagree.people)[group] > 0
    special = agree.times[group] > 1
    strong = (special & (agree.share[group] > 0.5)) | (agree.surely[group] > SURE)
    plain = plain.tolist()
    for at in shown[said[shown]].tolist():
        if best is None:
            better = strong[at]
        else:
            by = telling if special[best] else plain
            better = by[at] > by[best]
        best = at if better else best
    return best
