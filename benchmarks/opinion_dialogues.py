"""Dialogues that nobody held, for measuring: three camps with likings of their own, and chance."""

from __future__ import annotations

import numpy as np


def spoken(people: int, statements: int, filled: float, seed: int = 0) -> np.ndarray:
    """(votes, 3) int64: person, statement, vote; `filled` is the share of cells with a vote."""
    random = np.random.default_rng(seed)
    likings = random.normal(size=(3, statements)).astype(np.float32)
    camp = random.integers(0, 3, people)
    parts = []
    for begin in range(0, people, 10_000):
        who, what = np.nonzero(random.random((min(10_000, people - begin), statements), np.float32) < filled)
        vote = np.sign(np.round(likings[camp[begin + who], what] + random.normal(size=len(who)))).astype(np.int64)
        parts.append(np.column_stack([begin + who, what, vote]))
    return np.concatenate(parts)
