"""Read archives, batch by batch, and put what is new into a community."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.utils import timezone

from ....lib.mail.archive import Archive
from ....lib.mail.mbox import RawMessage
from ....lib.mail.message import Message
from ....lib.mail.threads import assign_threads
from ....lib.ruling import require
from .. import rules
from .files import with_attachments
from .kitchen import Kitchen, kitchen
from .known import Known, id_digest, print_digest
from .report import FileReport
from .write import Arrival, write

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User

BATCH = 2000  # messages held at a time
Advance = Callable[[int], None]


def import_archives(
    actor: User | None,
    community: Community,
    archives: Sequence[Archive],
    *,
    dry_run: bool = False,
    advance: Advance = lambda _bytes: None,
) -> Iterator[FileReport]:
    """Bring mail archives into a community, one report a file; what is there already is passed over.

    `actor` is None for the operator at the command line. `advance` is told how many bytes were done. Each batch is one
    transaction: an import that was interrupted goes on where it was when it is started again.

    raises: NotAllowed for people who are not staff; NotAnArchive for a file that vanished.
    """
    require(rules.may_import(actor))
    known = Known(community)
    with kitchen(sum(archive.size for archive in archives)) as cooks:
        for archive in archives:
            report = FileReport(archive.path)
            done = 0
            for batch in _batches(archive.messages()):
                _take_in(actor, community, batch, report, known, cooks, dry_run=dry_run)
                advance(batch[-1].used - done)
                done = batch[-1].used
            advance(archive.size - done)
            yield report


@dataclass(slots=True)
class _Sorted:
    """A batch, sorted into what is new and what is not."""

    fresh: list[Message] = field(default_factory=list)
    places: dict[bytes, tuple[str | int, bool]] = field(default_factory=dict)


def _take_in(
    actor: User | None,
    community: Community,
    batch: Sequence[RawMessage],
    report: FileReport,
    known: Known,
    cooks: Kitchen,
    *,
    dry_run: bool,
) -> None:
    found = _sort(cooks.parse(batch), report, known)
    if not found.fresh:
        return
    headers = [message.header() for message in found.fresh]
    placed = assign_threads(
        headers,
        known={
            name: found.places[id_digest(name)][0]
            for header in headers
            for name in (header.key, *header.references)
            if id_digest(name) in found.places
        },
        known_subjects=known.subjects({header.subject_key for header in headers}),
    )
    _date(found.fresh)
    arrivals = [Arrival(message, placed[message.key]) for message in found.fresh]
    report.topics += len({each.place.thread for each in arrivals} - known.threads)
    report.added += len(arrivals)
    if dry_run:
        known.imagine(arrivals)
    else:
        for arrival, text in zip(arrivals, with_attachments(found.fresh), strict=True):
            arrival.body = text
        for arrival, text in zip(arrivals, cooks.cook([a.body for a in arrivals]), strict=True):
            arrival.cooked = text
        known.threads |= write(actor, community, arrivals)
    for message in found.fresh:
        report.repaired += bool(message.repairs)
        report.repairs.update(message.repairs)


def _sort(messages: Sequence[Message], report: FileReport, known: Known) -> _Sorted:
    report.read += len(messages)
    readable = [message for message in messages if message.refusal is None]
    for message in messages:
        if message.refusal is not None:
            report.refused += 1
            report.refusals[message.refusal] += 1
    asked = {print_digest(message) for message in readable}
    asked |= {id_digest(name) for message in readable for name in (message.key, *message.references)}
    result = _Sorted(places=known.places(asked))
    seen = {name for name, (_place, has_come) in result.places.items() if has_come}
    for message in readable:
        names = {id_digest(message.key), print_digest(message)}
        if names & seen:
            report.duplicates += 1
        else:
            result.fresh.append(message)
        seen |= names
    return result


def _date(messages: Iterable[Message]) -> None:
    """Give every message a time: one without stands right after its parent, or after the one before it in the file."""
    times: dict[str, datetime] = {message.key: message.date for message in messages if message.date}
    before = min(times.values(), default=timezone.now())
    for message in messages:
        if message.date is None:
            parent = next((times[name] for name in reversed(message.references) if name in times), before)
            message.date = parent + timedelta(seconds=1)
            times[message.key] = message.date
        before = message.date


def _batches(messages: Iterator[RawMessage]) -> Iterator[list[RawMessage]]:
    while batch := list(islice(messages, BATCH)):
        yield batch
