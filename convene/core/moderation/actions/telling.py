"""Who is told: moderators of what waits, authors and reporters of what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from ...communities.rules import KEEPS_ORDER
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...ledger.models import Entry
    from ..models import Item

QUEUE = "moderation.queue:all"  # all that waits is one group at the bell


def tell_moderators(entry: Entry, item: Item, *, reason: str = "waiting", but: int | None = None) -> None:
    """Tell those who can decide; the staff where nobody else can."""
    people = _moderators(item, but)
    if not notify(entry, people, reason=reason, group=QUEUE) and not people.exclude(pk=entry.actor_id or 0).exists():
        staff = User.objects.active().filter(is_staff=True).exclude(pk__in=[item.author_id or 0, but or 0])
        notify(entry, staff, reason=reason, group=QUEUE)


def _moderators(item: Item, but: int | None) -> QuerySet[User]:
    people = User.objects.active().filter(memberships__community=item.community, memberships__role__in=KEEPS_ORDER)
    return people.exclude(pk__in=[item.author_id or 0, but or 0])


def tell_author(entry: Entry, item: Item, reason: str) -> None:
    """Tell the author what became of what they wrote."""
    if item.author:
        notify(entry, [item.author], reason=reason, group=item.group)


def answer_reports(actor: User, item: Item, *, was_taken_down: bool) -> None:
    """Everybody who reported it hears what was decided; nobody else hears who they were."""
    for report in item.reports.open().select_related("person"):
        report.answered_at, report.was_taken_down = timezone.now(), was_taken_down
        report.save(update_fields=["answered_at", "was_taken_down"])
        entry = record(actor, "moderation.answered", report, community=item.community)
        notify(entry, [report.person], reason="answered", group=report.group)
    item.report_count = 0
