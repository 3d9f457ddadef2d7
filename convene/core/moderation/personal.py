"""What moderators were given to look at, what they decided, and what somebody reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from ..drafts.actions import let_all_go
from ..drafts.models import place_of
from ..people.models import How
from ..people.parts import Section
from .kinds import the_kind
from .models import Decision, Did, Item, Report, Standing, Undoing

if TYPE_CHECKING:
    from ..people.models import User


def given(person: User) -> Iterator[Section]:
    """Their things that moderators looked at, with the words that were said, and their own reports."""
    yield Section("moderated", _("What moderators looked at"), [
        {"title": one.title, "text": one.body, "state": one.get_state_display(), "reason": one.reason,
         "your_appeal": one.appeal, "since": one.waits_since, "decided_at": one.decided_at}
        for one in Item.objects.filter(author=person).order_by("pk")
    ])  # fmt: skip
    yield Section("reports", _("What you reported"), [
        {"why": one.get_reason_display(), "words": one.words, "at": one.at, "answered_at": one.answered_at,
         "was_taken_down": one.was_taken_down}
        for one in Report.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip
    yield Section("standings", _("How what you write appears"), [
        {"everywhere": one.community_id is None, "mode": one.get_mode_display(), "at": one.set_at}
        for one in Standing.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip


def forget(person: User, how: How) -> None:
    """What never appeared goes; of what did, moderators keep what they decided, and the words if they stay."""
    items = Item.objects.filter(author=person)
    let_all_go([place_of(item) for item in items.only("pk")])  # of moderators who began to word them better
    items.filter(published_at=None).delete()  # what they withdrew among it
    for one in Report.objects.open().filter(person=person):
        Item.objects.filter(pk=one.item_id).update(report_count=F("report_count") - 1)
    for rows in (Report.objects.filter(person=person), Standing.objects.filter(person=person),
                 Undoing.objects.filter(person=person)):  # fmt: skip
        rows.delete()
    gone = items.filter(kind__in=_gone(how))
    Decision.objects.filter(item__in=gone.values("pk")).update(before="")
    Decision.objects.filter(item__in=gone.values("pk"), did=Did.APPEALED).update(reason="")
    gone.update(title=_("Removed by its author"), body="", html="", appeal="", values={})


def _gone(how: How) -> list[str]:
    """Kinds of which nothing stands any more when their author leaves in this way."""
    if how == How.KEEP:
        return []
    return [kind for kind in settings.MODERATED if how == How.REMOVE or not the_kind(kind).stays_nameless]
