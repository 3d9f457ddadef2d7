"""Messages gathered into threads: by References and In-Reply-To, then by subject within a window.

    placed = assign_threads(headers, known={"id@host": thread}, known_subjects={"subject key": [(when, thread)]})
    placed[header.key].thread

``thread`` is what the caller gave in ``known`` for a thread that is there already, else the key of the thread's first
message. The result does not depend on the order of the input. Time: O(n log n) for n headers (a sort of each subject's
messages; everything else is near linear); memory: one entry for each message and each identifier it refers to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

Thread = TypeVar("Thread")

WINDOW = timedelta(days=30)
CLOCK_SLACK = timedelta(days=1)
RESENT = timedelta(days=1)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Header:
    """What threading looks at; ``references`` runs from the oldest to the direct parent."""

    key: str
    references: tuple[str, ...] = ()
    subject_key: str = ""
    is_reply: bool = False
    author: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placed(Generic[Thread]):
    """Where a message belongs; ``parent`` is the nearest message before it that is there, ``also`` other known threads.

    ``also`` is filled when a newly found message shows that threads imported apart belong together.
    """

    thread: Thread | str
    parent: str | None = None
    also: tuple[Thread, ...] = ()


def assign_threads(
    headers: Iterable[Header],
    *,
    known: Mapping[str, Thread] | None = None,
    known_subjects: Mapping[str, Sequence[tuple[datetime, Thread]]] | None = None,
    window: timedelta = WINDOW,
) -> dict[str, Placed[Thread]]:
    """Find the thread of every message; messages whose parent is missing still share the parent's thread.

    ``known`` maps identifiers of messages imported before (asked for only by ``references`` and keys) to their threads,
    ``known_subjects`` maps subject keys to the moments and threads of such messages.
    """
    messages = {header.key: header for header in sorted(headers, key=_order, reverse=True)}
    known = known or {}
    groups = Groups()
    for header in messages.values():
        groups.add(header.key)
        for name in header.references:
            groups.join(header.key, name)
    by_subject = _join_subjects(messages, groups, known, known_subjects or {}, window)
    names: dict[str, list[Header]] = defaultdict(list)
    for header in messages.values():
        names[groups.root(header.key)].append(header)
    parents = _parents(messages, known)
    placed: dict[str, Placed[Thread]] = {}
    for members in names.values():
        threads = _known_threads(members, known, by_subject)
        first = min(members, key=_order)
        for header in members:
            parent = parents[header.key]
            if threads:
                placed[header.key] = Placed(threads[0], parent, tuple(threads[1:]))
            else:
                placed[header.key] = Placed(first.key, parent)
    return placed


def joined_by_subject(
    headers: Iterable[Header], *, has_parent: Container[str] = (), window: timedelta = WINDOW
) -> dict[str, str]:
    """For mails of one subject, key -> key of the mail that it goes with; those in `has_parent` have a better place."""
    members = sorted(headers, key=_order)
    found: dict[str, str] = {}
    for number, header in enumerate(members):
        near: Header | tuple[datetime, str] | None = None
        if header.key not in has_parent:
            near = _nearest(header, number, members, (), window)
        if isinstance(near, Header):
            found[header.key] = near.key
    return found


class Groups:
    """Names that belong together (union-find with path halving)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def add(self, name: str) -> None:
        """Make a name known, alone."""
        self._above.setdefault(name, name)

    def root(self, name: str) -> str:
        """The name that stands for all that belong with this one."""
        above = self._above
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def join(self, one: str, other: str) -> None:
        """Let two names belong together; the smaller stands for both."""
        self.add(one)
        self.add(other)
        first, second = self.root(one), self.root(other)
        if first != second:
            low, high = (first, second) if first < second else (second, first)
            self._above[high] = low


def _order(header: Header) -> tuple[datetime, str, tuple[str, ...], str, str, bool]:
    return (
        header.date or END_OF_TIME, header.key, header.references, header.subject_key, header.author, header.is_reply
    )  # fmt: skip


def _join_subjects(
    messages: Mapping[str, Header],
    groups: Groups,
    known: Mapping[str, Thread],
    known_subjects: Mapping[str, Sequence[tuple[datetime, Thread]]],
    window: timedelta,
) -> dict[str, Thread]:
    """Join messages that name no parent that is there to the one before them with the same subject."""
    same: dict[str, list[Header]] = defaultdict(list)
    for header in messages.values():
        if header.subject_key:
            same[header.subject_key].append(header)
    found: dict[str, Thread] = {}
    for subject, members in same.items():
        members.sort(key=_order)
        before = known_subjects.get(subject, ())
        if len(members) == 1 and not before:
            continue
        for number, header in enumerate(members):
            if any(name in messages or name in known for name in header.references):
                continue
            near = _nearest(header, number, members, before, window)
            if isinstance(near, Header):
                groups.join(header.key, near.key)
            elif near is not None:
                found[header.key] = near[1]
    return found


def _nearest(
    header: Header,
    number: int,
    members: Sequence[Header],
    before: Sequence[tuple[datetime, Thread]],
    window: timedelta,
) -> Header | tuple[datetime, Thread] | None:
    """The last message before this one with its subject, or for a reply whose clock is ahead, the first one after."""
    earlier = members[number - 1] if number else None
    if header.date is None:
        alone = header.is_reply and not before and earlier is not None and earlier.date is not None
        return earlier if alone and not _is_spread(members, window) else None
    when = header.date
    older = max((item for item in before if item[0] <= when), key=lambda item: (item[0], str(item[1])), default=None)
    if older is not None and (earlier is None or earlier.date is None or older[0] > earlier.date):
        return older if header.is_reply and when - older[0] <= window else None
    if earlier is not None and earlier.date is not None:
        gap = when - earlier.date
        again = not header.references and header.author == earlier.author and gap <= RESENT
        if gap <= window and (header.is_reply or again):
            return earlier
    later = members[number + 1] if number + 1 < len(members) else None
    if header.is_reply and later is not None and later.date is not None and later.date - when <= CLOCK_SLACK:
        return later
    return None


def _is_spread(members: Sequence[Header], window: timedelta) -> bool:
    """Whether a subject came up at times so far apart that an undated reply could belong to any of them."""
    dates = [member.date for member in members if member.date is not None]
    return any(after - before > window for before, after in zip(dates, dates[1:], strict=False))


def _known_threads(
    members: Sequence[Header], known: Mapping[str, Thread], by_subject: Mapping[str, Thread]
) -> list[Thread]:
    """The threads that some member belongs to already, the one that most of them name first."""
    votes: dict[Thread, int] = defaultdict(int)
    for header in members:
        for name in (header.key, *header.references):
            if name in known:
                votes[known[name]] += 2
        if header.key in by_subject:
            votes[by_subject[header.key]] += 1
    return sorted(votes, key=lambda thread: (-votes[thread], str(thread)))


def _parents(messages: Mapping[str, Header], known: Mapping[str, Thread]) -> dict[str, str | None]:
    """The nearest ancestor of each message that is there; circles, which only forged mail has, are cut open."""
    parents: dict[str, str | None] = {}
    for header in messages.values():
        above = (name for name in reversed(header.references) if name != header.key)
        parents[header.key] = next((name for name in above if name in messages or name in known), None)
    done: set[str] = set()
    for key in sorted(parents):
        path: dict[str, None] = {}
        step: str | None = key
        while step is not None and step not in done:
            path[step] = None
            above_it = parents.get(step)
            if above_it in path:
                parents[step] = above_it = None
            step = above_it
        done.update(path)
    return parents
