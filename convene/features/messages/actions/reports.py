"""Ask the staff for help with a message, and answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify, read_group
from ....core.people.models import User
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import HandedOver, Message, Report
from ..queries import neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 2000


@transaction.atomic
def report(actor: User, message: Message, *, reason: str, also: Iterable[int] = ()) -> Report:
    """Hand a message to the staff, and those of its neighbours whose numbers are in `also`. Once a message."""
    require(rules.may_report(actor, message))
    User.objects.select_for_update().only("pk").get(pk=actor.pk)  # the same form twice at once makes one report
    made = Report.objects.filter(person=actor, message=message).first()
    if made:
        return made
    made = Report.objects.create(person=actor, about=message.author, message=message, reason=said(reason))
    wanted = set(also)
    _hand_over(made, message, [one for one in neighbours(actor, message) if one.number in wanted])
    staff = User.objects.active().filter(is_staff=True).exclude(pk=message.author_id or 0)
    notify(record(actor, "private_messages.reported", made), staff, reason="reported", group=made.group)
    return made


@transaction.atomic
def answer(actor: User, report: Report, *, answer: str) -> None:
    """Say to whoever asked for help what was done."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    require(rules.may_answer(actor, report))
    report.answer, report.answered_by, report.answered_at = said(answer), actor, timezone.now()
    report.save(update_fields=["answer", "answered_by", "answered_at"])
    read_group(actor, report.group)
    entry = record(actor, "private_messages.answered", report)
    notify(entry, User.objects.filter(pk=report.person_id or 0), reason="answered", group=report.group)


def said(words: str) -> str:
    """The words, where there are any. raises: NotPossible."""
    if not words.strip():
        raise NotPossible(_("Say a few words about it, so that somebody else can understand it."))
    return words.strip()[:LONGEST]


def _hand_over(made: Report, message: Message, also: Sequence[Message]) -> None:
    for one in (message, *also):
        copy = HandedOver.objects.create(
            report=made, number=one.number, author=one.author, html=one.html, written_at=one.created_at,
            is_reported=one is message,
        )  # fmt: skip
        copy.files.set(one.attachments.values_list("file_id", flat=True))
