"""Pictures are worked out after votes, one at a time by one worker, from all votes and nothing else.

What was worked out says where statements come in the line of those who vote. Shown is it when five ballots or more have
changed since the picture that stands, or voting is over: two pictures beside each other then never tell what one ballot
says. `showing` has what holds when moderators change what counts.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ....core.outbox import claims
from ....core.outbox.lanes import AWAY, IDLE, Lane
from ....lib.late import late
from ..models import Ballot, Dialogue, Picture, Statement
from ..models.statement import UNSEEN
from .reading import Read, read

if TYPE_CHECKING:
    from ..opinion import Picture as Opinion

opinion: Any = late("convene.features.dialogues.opinion")  # brings numpy along, which pages do not need
facts: Any = late("convene.features.dialogues.pictures.facts")
showing: Any = late("convene.features.dialogues.pictures.showing")
NUMBERS = ("agrees", "disagrees", "passes", "priority")

TOGETHER = 500  # rows written at a time
LEFT_ALONE = 60.0  # seconds
logger = logging.getLogger(__name__)


def due() -> QuerySet[Dialogue]:
    """Those with votes that nothing was worked out from yet, and closed ones whose last votes are not shown yet."""
    over = Q(closes_at__lte=timezone.now(), changes__gt=0)
    unseen = Q(picture=None) | Q(picture__changes__lt=F("changes"))
    return Dialogue.objects.filter(Q(changes__gt=F("tallied")) | (over & unseen)).order_by("pk")


def draw_all() -> int:
    """Work out all that is due; returns how many pictures."""
    return sum(draw(pk) for pk in list(due().values_list("pk", flat=True)))


def draw(pk: int) -> int:
    """Work out one dialogue; safe to run twice, and at any moment to be killed. Returns 1, or 0 where it is gone."""
    votes = read(pk)
    if votes is None:
        return 0
    picture = opinion.analyse(votes.table, votes.statements, votes.mode)
    fresh, before = facts.facts_of(picture), Picture.objects.filter(dialogue=pk).first()
    shown = dict(Ballot.objects.filter(dialogue=pk).values_list("pk", "shown"))
    changed = {ballot: count for ballot, count in votes.counted.items() if shown.get(ballot, count) != count}
    changed |= {ballot: 0 for ballot, count in shown.items() if count and ballot not in votes.counted}  # taken back
    is_over = Dialogue.objects.filter(pk=pk, closes_at__lte=timezone.now(), changes=votes.changes).exists()
    told = showing.told(before and before.facts, picture, fresh, len(changed), is_over=is_over)
    if told is None and before and is_over:
        told = before.facts  # which rest on all votes
    _keep(pk, votes, picture, before.changes if before else None, told, changed if told is fresh else {})
    return 1


@transaction.atomic
def _keep(
    pk: int, votes: Read, picture: Opinion, before: int | None, told: dict[str, Any] | None, shown: dict[int, int]
) -> None:
    """Write it down. Rows are locked in the order in which a vote locks them: ballots, then the dialogue.

    before: up to which change the picture rests that stood; told: what pages show now, None for the same as before;
    shown: of each ballot that shows further than before, how far
    """
    stands = Picture.objects.select_for_update().filter(dialogue=pk).values_list("changes", flat=True).first()
    if stands != before or (before or 0) > votes.changes or not Dialogue.objects.filter(pk=pk).exists():
        return  # another worker was faster; what is left to do is due
    if told is not None:
        Picture.objects.update_or_create(dialogue_id=pk, defaults={"changes": votes.changes, "facts": told})
    _note(shown)
    here = Dialogue.objects.select_for_update().get(pk=pk)
    here.routing += _write_numbers(here, picture)
    here.tallied = max(here.tallied, votes.changes)
    here.save(update_fields=["tallied", "routing"])


def _note(shown: dict[int, int]) -> None:
    """Of each ballot, how many of its votes and changed votes are shown now."""
    by_count: dict[int, list[int]] = {}
    for ballot in sorted(shown):
        by_count.setdefault(shown[ballot], []).append(ballot)
    for count, ballots in by_count.items():
        for at in range(0, len(ballots), TOGETHER):
            Ballot.objects.filter(pk__in=ballots[at : at + TOGETHER]).update(shown=count)


def _write_numbers(here: Dialogue, picture: Opinion) -> bool:
    """Priorities and counts of statements; returns whether any other one comes first now."""
    found = _numbers(picture)
    changed, is_moved = [], False
    for one in Statement.objects.filter(dialogue=here):
        now = found.get(one.number, (0, 0, 0, UNSEEN))
        if now != tuple(getattr(one, name) for name in NUMBERS):
            is_moved |= one.priority != now[3]
            one.agrees, one.disagrees, one.passes, one.priority = now
            changed.append(one)
    Statement.objects.bulk_update(changed, NUMBERS, batch_size=TOGETHER)
    return is_moved


def _numbers(picture: Opinion) -> dict[int, tuple[int, int, int, float]]:
    """Of each statement with a vote, by number: who agreed, disagreed and passed, and its priority."""
    of = picture.everybody.total
    columns = (picture.votes.statements, of.agree, of.disagree, of.voted)
    counted = zip(*(each.astype(int).tolist() for each in columns), picture.priorities.tolist(), strict=True)
    return {name: (yes, no, all_ - yes - no, priority) for name, yes, no, all_, priority in counted}


class Drawing(Lane):
    """The lane of a worker that draws pictures, unless another worker does. None waits for ever behind another one."""

    def __init__(self, holder: str, stopping: Event, lease: timedelta) -> None:
        super().__init__(holder, stopping, lease)
        self.held_until = 0.0
        self.last = 0  # key of the one that was drawn last: where votes pour in, the next in line comes first
        self.broken: dict[int, float] = {}  # those that could not be drawn, and until when they are left alone

    def step(self) -> float:
        """One picture, or a look around."""
        if not self._is_mine():
            return self.lease.total_seconds() / 4
        pk = self._next()
        if pk is None:
            return IDLE
        self.last = pk
        try:
            return 0 if draw(pk) else IDLE
        except AWAY:
            raise
        except Exception:
            self.broken[pk] = time.monotonic() + LEFT_ALONE
            logger.exception("Dialogue %s cannot be worked out; others are, and it is tried again in a while", pk)
            return 0

    def _next(self) -> int | None:
        now = time.monotonic()
        self.broken = {pk: until for pk, until in self.broken.items() if until > now}
        waiting = due().exclude(pk__in=list(self.broken)).values_list("pk", flat=True)
        return waiting.filter(pk__gt=self.last).first() or waiting.first()

    def _is_mine(self) -> bool:
        now = time.monotonic()
        if now >= self.held_until:
            if not claims.hold("dialogues", self.holder, lease=self.lease):
                return False
            self.held_until = now + self.lease.total_seconds() / 4
        return True
