"""One more vote, without beginning anew: what is kept between votes is whole numbers, so nothing drifts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .doubt import REPLICATES
from .errors import NotVotes
from .picture import Mode, Picture, draw
from .products import Products
from .statements import Statements
from .votes import CODES, Votes


@dataclass(frozen=True)
class Vote:
    """One vote: 1 agree, −1 disagree, 0 pass."""

    person: Any
    statement: Any
    value: int


@dataclass(frozen=True, eq=False)
class State:
    """The votes and their products: whoever keeps it can draw a picture at any time."""

    votes: Votes
    products: Products
    statements: Statements

    @classmethod
    def of(cls, votes: Votes, statements: Statements | None = None) -> State:
        """From all votes so far."""
        return cls(votes, Products.of(votes), statements or Statements())

    def picture(
        self, mode: Mode | str = Mode.POLIS, *, seed: int = 0, replicates: int = REPLICATES, k: int = 0
    ) -> Picture:
        """The same, bit for bit, as `analyse` of these votes; its CPU time is that since this was called."""
        begun = time.process_time()
        return draw(self.votes, self.products, self.statements, Mode(mode), seed, replicates, begun, k)


def fold_in(state: State, vote: Vote) -> State:
    """The state with one more vote, of somebody new or on a new statement too; the given state stays as it is.

    It costs one row of the votes and one row of each product.
    raises: NotVotes when the value is no vote, or a name is of another kind than the names so far
    source: section 3 of the specification
    """
    if vote.value not in CODES:
        raise NotVotes("A vote is 1 for agree, -1 for disagree or 0 for pass.")
    votes, products = state.votes, state.products
    people, i = _with(votes.people, vote.person)
    statements, j = _with(votes.statements, vote.statement)
    if len(statements) > len(votes.statements):
        products = products.with_statement_at(j)
    table = _widened(votes.table, i if len(people) > len(votes.people) else None,
                     j if len(statements) > len(votes.statements) else None)  # fmt: skip
    indptr, indices, data = table.indptr, table.indices, table.data
    begin, end = int(indptr[i]), int(indptr[i + 1])
    at = begin + int(np.searchsorted(indices[begin:end], j))
    before = np.zeros((2, len(statements)))
    before[0, indices[begin:end]], before[1, indices[begin:end]] = data[begin:end], 1
    if at < end and indices[at] == j:
        data = data.copy()
        data[at] = vote.value
    else:
        data, indices = np.insert(data, at, vote.value), np.insert(indices, at, j)
        indptr = indptr + (np.arange(len(indptr)) > i)
    after = before.copy()
    after[:, j] = vote.value, 1
    folded = csr_array((data, indices, indptr), shape=(len(people), len(statements)))
    return State(Votes(people, statements, folded, votes.notes), products.exchanged(j, before, after), state.statements)


def _with(names: NDArray[Any], name: Any) -> tuple[NDArray[Any], int]:
    """The names with this one among them, and its place."""
    if len(names) and isinstance(name, str) != (names.dtype.kind in "US"):
        raise NotVotes(f"{name!r} is not the kind of name that people and statements have here.")
    at = int(np.searchsorted(names, name))
    if at < len(names) and names[at] == name:
        return names, at
    return np.concatenate([names[:at], [name], names[at:]]), at


def _widened(table: csr_array, row: int | None, column: int | None) -> csr_array:
    """The table with an empty row and an empty column at these places."""
    indptr = table.indptr if row is None else np.insert(table.indptr, row, table.indptr[row])
    indices = table.indices if column is None else table.indices + (table.indices >= column)
    shape = (table.shape[0] + (row is not None), table.shape[1] + (column is not None))
    return csr_array((table.data, indices, indptr), shape=shape)
