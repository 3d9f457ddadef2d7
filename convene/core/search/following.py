"""The index follows the ledger: every line of it is looked at once, by one worker at a time.

A line gets its number before its transaction commits, so on PostgreSQL one may appear below another that is there
already. `place` therefore moves on only up to a line that is certain to have none missing before it; lines beyond it
are looked at as they come, and noted until then.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from threading import Event

from django.db.models import Max
from django.utils import timezone

from ..ledger.head import certain_line
from ..ledger.models import Entry
from ..outbox import claims
from ..outbox.lanes import IDLE, Lane
from . import copies
from .copies.sending import send
from .engines import engine
from .kinds import Line, kinds
from .meaning import is_on, understand, without_sense
from .models import Doc, Progress
from .vocabulary import forget_older
from .writing import take_out_older, write

ROUNDS = 30_000
LINES = 500  # that are looked at together
OBJECTS = 1_000  # that are written anew between two looks at the ledger
FORGETS = {"people.forgotten"}  # after these nothing of what was there may remain, so that everything is written anew


class Index:
    """Brings the index up to date, step by step; what it is in the middle of stands in the database."""

    def __init__(self) -> None:
        self.beyond: set[int] = set()  # lines after `place` that were looked at
        self.understood: int | None = None  # of rows with this number and higher it is known what they mean
        self.is_understood = False  # of all of them
        self.is_settled = False  # with copies of former times

    def follow(self) -> int:
        """Look at lines that are new; returns how many there were."""
        progress = Progress.objects.first()
        if progress is None:
            return self._begin()
        if not self.is_settled:
            copies.settle()
            self.is_settled = True
        certain = certain_line()
        fields = ("pk", "verb", "subject_kind", "subject_id", "community_id", "facts")
        rows = Entry.objects.filter(pk__gt=progress.place).exclude(pk__in=self.beyond).order_by("pk")
        lines = [Line(*row) for row in rows.values_list(*fields)[:LINES]]
        for key, kind in kinds().items() if lines else ():
            if objs := kind.touched(lines):
                write(key, kind, objs, progress.round)
        if lines:
            self.understood, self.is_understood = None, False
        if FORGETS & {line.verb for line in lines}:
            begin_anew()
        self._move_on(progress, certain, lines)
        return len(lines)

    def rewrite(self) -> int:
        """Write some more of what is to be written anew; returns how many things there were."""
        progress = Progress.objects.first()
        if progress is None or not progress.kind:
            return 0
        known = kinds()
        if progress.kind not in known:
            return self._next_kind(progress)
        objs = known[progress.kind].after(progress.after, OBJECTS)
        if not objs:
            return self._next_kind(progress)
        write(progress.kind, known[progress.kind], objs, progress.round, is_news=False)
        self.understood, self.is_understood = None, False
        Progress.objects.filter(pk=progress.pk, round=progress.round, kind=progress.kind).update(after=objs[-1])
        return len(objs)

    def understand(self) -> int:
        """Where search by meaning is on, note what some more rows mean, the newest first; returns how many."""
        if self.is_understood or not is_on():
            return 0
        docs = without_sense(self.understood)
        understand(docs)
        self.understood, self.is_understood = (docs[-1], False) if docs else (None, True)
        return len(docs)

    def _begin(self) -> int:
        certain = certain_line()
        if certain is not None:
            last = Doc.objects.aggregate(last=Max("round"))["last"] or 0
            Progress.objects.create(
                place=certain, round=(last + 1) % ROUNDS, kind=next(iter(kinds())), began_at=timezone.now()
            )
        return 0

    def _move_on(self, progress: Progress, certain: int | None, lines: Sequence[Line]) -> None:
        self.beyond |= {line.pk for line in lines}
        if certain is None or len(lines) == LINES:
            certain = lines[-1].pk if certain is not None and lines and lines[-1].pk <= certain else None
        if certain is not None and certain > progress.place:
            Progress.objects.filter(pk=progress.pk).update(place=certain)
            self.beyond = {pk for pk in self.beyond if pk > certain}

    @staticmethod
    def _next_kind(progress: Progress) -> int:
        following = list(kinds())
        at = following.index(progress.kind) + 1 if progress.kind in following else len(following)
        this = Progress.objects.filter(pk=progress.pk, round=progress.round)
        if at < len(following):
            this.update(kind=following[at], after=0)
            return 1
        take_out_older(progress.round)
        forget_older(progress.round)
        engine().tidy()
        this.update(kind="", after=0, done_at=timezone.now())
        return 1


def begin_anew() -> None:
    """Have everything written anew, beside what is there; what is gone leaves at the end."""
    progress = Progress.objects.first()
    if progress is not None:
        Progress.objects.filter(pk=progress.pk).update(
            round=(progress.round + 1) % ROUNDS, kind=next(iter(kinds())), after=0,
            began_at=timezone.now(), done_at=None,
        )


def bring_up_to_date() -> None:
    """Do all there is to do, here and now."""
    index = Index()
    while index.follow() + index.rewrite() or index.understand():
        pass
    while copies.is_on() and send():
        pass


class Following(Lane):
    """The lane of a worker that follows the ledger, unless another worker does."""

    def __init__(self, holder: str, stopping: Event, lease: timedelta) -> None:
        super().__init__(holder, stopping, lease)
        self.index = Index()
        self.held_until = 0.0

    def step(self) -> float:
        """Look at what is new, then write some more of what is to be written anew."""
        if not self._is_mine():
            return self.lease.total_seconds() / 4
        done = self.index.follow() + self.index.rewrite() or self.index.understand()
        return 0 if done else IDLE

    def _is_mine(self) -> bool:
        now = time.monotonic()
        if now >= self.held_until:
            if not claims.hold("search", self.holder, lease=self.lease):
                self.index = Index()
                return False
            self.held_until = now + self.lease.total_seconds() / 4
        return True

