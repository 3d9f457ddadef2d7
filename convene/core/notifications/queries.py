"""What a person was told, grouped by what it is about, without what they can no longer see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import QuerySet

from .models import Notification, Unmailed

if TYPE_CHECKING:
    from ..communities.models import Community
    from ..people.models import User

PAGE = 100  # lines read at once, before they are grouped

Subjects = dict[tuple[str, int | None], Any]  # things that have a page


@dataclass(slots=True)
class Line:
    """The same told several times about the same group: "Daniel and 3 others replied in …"."""

    verb: str
    reason: str  # why this person is told: mentioned, answered, watching …
    subject: Any  # of the newest line
    facts: dict[str, Any]
    community: Community | None
    at: datetime
    count: int = 0
    people: list[User] = field(default_factory=list)  # who did it, each once, the newest first
    url: str = ""  # of the oldest subject, where reading begins

    @property
    def words(self) -> str:
        """The template that words it."""
        feature, verb = self.verb.split(".", 1)
        return f"{feature}/activity/{verb}.html"


@dataclass(slots=True)
class Group:
    """What was said about one thing, unread or read."""

    name: str
    is_unread: bool
    at: datetime
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Board:
    """A person's notifications: `hidden` are the ids of unread lines about things that they can no longer see."""

    unread: list[Group]
    read: list[Group]
    hidden: list[int]
    earlier: int | None  # the id to go on from, when there are older lines


def unmailed(about: str) -> QuerySet[Unmailed, int]:
    """Who wants no mails about this kind of thing, by their keys."""
    return Unmailed.objects.filter(about=about).values_list("person", flat=True)


def by_mail(person: User, about: str) -> bool:
    """Whether what they are told about this kind of thing is mailed to them too."""
    return not Unmailed.objects.filter(person=person, about=about).exists()


def board(person: User, *, before: int | None = None) -> Board:
    """The unread groups and a page of read ones. Two queries, and one for each kind of subject."""
    mine = Notification.objects.filter(person=person).select_related("entry__actor", "entry__community")
    unread = [] if before else list(mine.filter(read_at=None).order_by("-created_at", "-pk")[: 3 * PAGE])
    done = Notification.objects.filter(person=person).exclude(read_at=None).order_by("-pk")
    latest = (done.filter(pk__lt=before) if before else done).values("pk")[: PAGE + 1]
    read = list(mine.filter(pk__in=latest).order_by("-pk"))  # the whole rows of one page alone
    earlier = read[PAGE - 1].pk if len(read) > PAGE else None
    told = [*unread, *read[:PAGE]]
    subjects = _subjects(person, told)
    hidden = [one.pk for one in unread if _key(one) not in subjects]
    return Board(_grouped(unread, subjects), _grouped(read[:PAGE], subjects), hidden, earlier)


def _key(told: Notification) -> tuple[str, int | None]:
    return told.entry.subject_kind, told.entry.subject_id


def _subjects(person: User, told: Iterable[Notification]) -> Subjects:
    """What the lines are about, as far as the person may see it: one query for each kind."""
    wanted = defaultdict(set)
    for one in told:
        wanted[one.entry.subject_kind].add(one.entry.subject_id)
    found: Subjects = {}
    for kind, ids in wanted.items():
        visible = apps.get_model(kind).objects.visible_to(person)
        carrying = visible.for_cards() if hasattr(visible, "for_cards") else visible
        found |= {(kind, pk): subject for pk, subject in carrying.in_bulk(list(ids)).items()}
    return found


def _grouped(told: Iterable[Notification], subjects: Subjects) -> list[Group]:
    """Groups in the order of their newest line."""
    groups: dict[str, Group] = {}
    lines: dict[tuple[str, str, str], Line] = {}
    for one in told:
        subject, entry = subjects.get(_key(one)), one.entry
        if subject is None:
            continue
        group = groups.setdefault(one.group, Group(one.group, one.read_at is None, one.created_at))
        line = lines.get((one.group, entry.verb, one.reason))
        if line is None:
            line = Line(entry.verb, one.reason, subject, entry.facts, entry.community, one.created_at)
            lines[one.group, entry.verb, one.reason] = line
            group.lines.append(line)
        line.count += 1
        line.url = subject.get_absolute_url()
        if entry.actor and entry.actor not in line.people:
            line.people.append(entry.actor)
    return list(groups.values())
