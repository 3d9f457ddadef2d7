"""Read archives, batch by batch, and put what is new into a community."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from ....core.communities.models import Community
from ....lib.mail.message import Message
from ....lib.ruling import require
from ....lib.text import Cooked, cook
from .. import rules
from .clock import Clock
from .files import try_attachments, with_attachments
from .imagined import Imagined
from .kitchen import Served, kitchen
from .mails import Mail
from .placing import Placing, Plan
from .report import FileReport
from .sorting import Sorted, sort
from .source import Raw, Source
from .store import Kept
from .write import Arrival, write

if TYPE_CHECKING:
    from ....core.people.models import User

BATCH = 250  # messages written at a time
BATCH_BYTES = 16_000_000  # and no more than so much of them is held, beyond the last message
Advance = Callable[[int], object]


def import_archives(
    actor: User | None,
    community: Community,
    archives: Sequence[Source],
    *,
    dry_run: bool = False,
    advance: Advance = lambda _bytes: None,
) -> Iterator[FileReport]:
    """Bring archives into a community, one report each; what is there already is passed over.

    `actor` is None for the operator at the command line. `advance` is told how many bytes were done. Each batch is one
    transaction: an import that was interrupted goes on where it was when it is started again.

    raises: NotAllowed for people who are not staff; NotAnArchive for a file that vanished.
    """
    require(rules.may_import(actor))
    taking = _Imagining(community) if dry_run else _Writing(actor, community)
    with kitchen(sum(archive.size for archive in archives)) as cooks:
        for archive in archives:
            report, clock, done = FileReport(archive.path), Clock(archive), 0
            for used, batch in cooks.serve(archive, _batches(archive.messages())):
                fresh = taking.take_in(_readable(batch, clock, report), report)
                cooks.eager = fresh * 2 >= len(batch)
                advance(used - done)
                done = used
            advance(archive.size - done)
            yield report


@dataclass(slots=True, eq=False)
class _Reading:
    """A message that can be read, its time, and its text when it is cooked already."""

    message: Message
    at: datetime
    cooked: Cooked | None


def _batches(messages: Iterator[Raw]) -> Iterator[list[Raw]]:
    batch: list[Raw] = []
    size = 0
    for message in messages:
        batch.append(message)
        size += message.size
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _readable(batch: Sequence[Served], clock: Clock, report: FileReport) -> list[_Reading]:
    report.read += len(batch)
    readable = []
    for message, cooked in batch:
        if message.refusal is None:
            readable.append(_Reading(message, clock.time(message), cooked))
        else:
            report.refused += 1
            report.refusals[message.refusal] += 1
    return readable


def _note(report: FileReport, found: Sorted, plan: Plan) -> int:
    """Add a batch to the report; returns how many were new."""
    report.added += len(found.fresh)
    report.duplicates += found.duplicates
    report.topics += len(plan.new) - len(plan.gone)
    for message, _mail in found.fresh:
        report.repaired += bool(message.repairs)
        report.repairs.update(message.repairs)
    return len(found.fresh)


class _Imagining:
    """A dry run."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.store = Imagined(Kept(community))
        self.lowest = 0

    def take_in(self, batch: Sequence[_Reading], report: FileReport) -> int:
        """Find out what a batch would add."""
        found = sort([(each.message, each.at) for each in batch], self.store, self.community.pk)
        placing = Placing(self.store, [mail for _message, mail in found.fresh], found.copies, self.lowest)
        plan = placing.plan()
        self.lowest = placing.lowest
        self.store.apply(plan)
        for message, _mail in found.fresh:
            try_attachments(message)
        return _note(report, found, plan)


class _Writing:
    """The real thing."""

    def __init__(self, actor: User | None, community: Community) -> None:
        self.actor, self.community = actor, community
        self.store = Kept(community)

    def take_in(self, batch: Sequence[_Reading], report: FileReport) -> int:
        """Write what is new of a batch. What takes long is done before: the site waits for the writing alone."""
        dated = [(each.message, each.at) for each in batch]
        expected = sort(dated, self.store, self.community.pk)
        if not expected.fresh and not expected.copies:
            report.duplicates += expected.duplicates
            return 0
        texts = {id(each.message): (each.message.body_markdown, each.cooked) for each in batch}
        for message, _mail in expected.fresh:
            texts[id(message)] = _text(message, texts[id(message)][1])
        with transaction.atomic():
            community = Community.objects.select_for_update().get(pk=self.community.pk)
            found = sort(dated, self.store, community.pk)
            plan = Placing(self.store, [mail for _message, mail in found.fresh], found.copies).plan()
            write(
                self.actor,
                community,
                plan,
                [_arrival(message, mail, *texts[id(message)]) for message, mail in found.fresh],
            )
        return _note(report, found, plan)


def _text(message: Message, cooked: Cooked | None) -> tuple[str, Cooked]:
    body = with_attachments(message) if message.attachments else message.body_markdown
    return body, cooked or cook(body)


def _arrival(message: Message, mail: Mail, body: str, cooked: Cooked | None) -> Arrival:
    return Arrival(message, mail, body, cooked or cook(body))
