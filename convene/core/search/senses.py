"""What rows of the index mean, and which are nearest to a text: brute force over signs, then exactly.

Each row has 384 numbers in the database, a byte each. In the memory of each process lies one bit of each: enough to
tell which few hundred of all that the reader may see come into question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from ...lib.database.prepared import Numbers, listed
from ...lib.sense.model import SIZE, Floats, model
from .engines import Match, Where
from .meaning import Said
from .models import Doc, Sense

CANDIDATES = 500  # whose likeness is counted exactly
NEAREST = 40
STALE = 1.2  # times what is there, before everything is read again
_SCALE = 127


@dataclass(slots=True)
class Rows:
    """What is in memory: an array for each, all of one length."""

    sense: NDArray[np.int64]
    doc: NDArray[np.int64]
    scope: NDArray[np.int64]
    author: NDArray[np.int64]
    state: NDArray[np.int16]
    kind: NDArray[np.str_]
    signs: NDArray[np.uint64]

    @classmethod
    def of(cls, rows: Sequence[tuple[Any, ...]]) -> Self:
        """From what the database gives: number, doc, scope, author, state, kind, vector."""
        sense, doc, scope, author, state, kind, vector = zip(*rows, strict=True) if rows else ((),) * 7
        return cls(
            np.array(sense, np.int64), np.array(doc, np.int64), np.array(scope, np.int64),
            np.array([one or 0 for one in author], np.int64), np.array(state, np.int16), np.array(kind, "U12"),
            _signs(np.frombuffer(b"".join(map(bytes, vector)), np.int8).reshape(-1, SIZE)),
        )  # fmt: skip

    def and_more(self, rows: Rows) -> Rows:
        """Both."""
        return Rows(*(np.concatenate([getattr(each, one.name) for each in (self, rows)]) for one in fields(self)))

    def fitting(self, where: Where) -> NDArray[np.intp]:
        """Which of them may be looked at."""
        fits = np.ones(len(self.doc), bool)
        if where.scopes is not None:
            fits &= np.isin(self.scope, np.array(where.scopes, np.int64))
        for column, value in (
            (self.kind, where.kind), (self.scope, where.place), (self.author, where.author), (self.state, where.state),
        ):  # fmt: skip
            if value is not None:
                fits &= column == value
        if where.since is not None:
            fits &= self.doc >= where.since
        return np.flatnonzero(fits)


class Kept:
    """The senses of all rows, as this process has read them."""

    def __init__(self) -> None:
        self.rows = Rows.of([])

    def near(self, text: str, where: Where, least: float) -> list[Match]:
        """The rows that are at least so like the text, the likest first. Three queries."""
        self._catch_up()
        allowed = self.rows.fitting(where)
        if not len(allowed):
            return []
        wanted = model().embed([text])[0]
        far = np.bitwise_count(self.rows.signs[allowed] ^ _signs(wanted[None])).sum(1)
        if len(allowed) > CANDIDATES:
            allowed = allowed[np.argpartition(far, CANDIDATES)[:CANDIDATES]]
        # What is read here is there now: rows that have gone or changed since have no sense of that number any more
        there = Sense.objects.filter(pk__in=Numbers(listed(self.rows.sense[allowed])))
        found = list(there.values_list("doc", "vector"))
        if not found:
            return []
        vectors = np.frombuffer(b"".join(bytes(vector) for _doc, vector in found), np.int8).reshape(-1, SIZE)
        likeness = vectors.astype(np.float32) @ wanted / np.linalg.norm(vectors.astype(np.float32), axis=1)
        best = [at for at in np.argsort(-likeness, kind="stable")[:NEAREST] if likeness[at] >= least]
        order = [found[at][0] for at in best]
        known = {row[0]: Match(*row) for row in _numbered(order).values_list("pk", "kind", "obj", "part")}
        return [known[doc] for doc in order if doc in known]

    def write(self, said: Mapping[int, Said]) -> None:
        """Keep what these rows mean."""
        docs = [doc for doc, (text, _digest) in said.items() if text]
        vectors = dict(zip(docs, _bytes(model().embed([said[doc][0] for doc in docs])), strict=True))
        rows = [Sense(doc=doc, digest=digest, vector=vectors.get(doc, b"")) for doc, (_text, digest) in said.items()]
        Sense.objects.bulk_create(rows)

    def _catch_up(self) -> None:
        last = int(self.rows.sense[-1]) if len(self.rows.sense) else 0
        fresh = _since(last)
        if fresh:
            self.rows = self.rows.and_more(Rows.of(fresh))
        if len(self.rows.doc) > STALE * max(len(np.unique(self.rows.doc)), 1_000):
            self.rows = Rows.of(_since(0))


def _since(last: int) -> list[tuple[Any, ...]]:
    """Senses that were written after this one, with what the index says of their rows."""
    senses = Sense.objects.filter(pk__gt=last).exclude(vector=b"").order_by("pk")
    fresh = list(senses.values_list("pk", "doc", "vector"))
    columns = ("pk", "scope", "author", "state", "kind")
    docs = Doc.objects.order_by() if len(fresh) > CANDIDATES else _numbered(doc for _pk, doc, _vector in fresh)
    said = {pk: more for pk, *more in docs.values_list(*columns)} if fresh else {}
    return [(pk, doc, *said[doc], vector) for pk, doc, vector in fresh if doc in said]


def _numbered(numbers: Iterable[int]) -> QuerySet[Doc]:
    return Doc.objects.filter(pk__in=Numbers(listed(numbers))).order_by()


def _bytes(vectors: Floats) -> list[bytes]:
    most = np.maximum(np.abs(vectors).max(1, keepdims=True), np.float32(1e-9))
    return [row.tobytes() for row in np.round(vectors / most * _SCALE).astype(np.int8)]


def _signs(vectors: NDArray[Any]) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)


SENSES = Kept()
