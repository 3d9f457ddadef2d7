"""Report something."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ...communities.rules import may_moderate
from ...files.models import File
from ...ledger.actions import record
from .. import rules
from ..kinds import the_kind
from ..models import Cause, Decision, Did, Item, Reason, Report, State
from ..queries.policy import hides_by_reports, in_force
from .telling import tell_author, tell_moderators

if TYPE_CHECKING:
    from ...communities.models import Community
    from ...people.models import User
    from ..kinds import Thing

LONGEST = 1000  # of the reporter's own words
A_DAY = 40  # reports by one person; whoever keeps order has no limit


@transaction.atomic
def report(actor: User, thing: Thing, *, reason: str, words: str = "") -> Report:
    """Say that something is not right with a thing; enough reports hide it until a moderator has looked.

    raises: NotAllowed for what one wrote oneself or cannot read; NotPossible for a second report; TooMuch
    for too many in a day.
    """
    require(rules.may_report(actor, thing))
    words = words.strip()[:LONGEST]
    if reason not in Reason.values:
        raise NotPossible(_("Choose what is wrong with it."))
    if reason == Reason.OTHER and not words:
        raise NotPossible(_("Say in a few words what is wrong, so that a moderator can understand it."))
    item = _item_of(thing)
    if item.reports.filter(person=actor).exists():
        raise NotPossible(_("You have reported this already. You are told as soon as a moderator has looked at it."))
    _bounded(actor, thing.community)
    made = Report.objects.create(item=item, person=actor, reason=reason, words=words)
    _reopen(item, thing)
    Decision.objects.create(item=item, did=Did.REPORTED)
    entry = record(actor, "moderation.reported", made, community=thing.community)
    tell_moderators(entry, item)
    if item.hidden_at is None and hides_by_reports(item, in_force(thing.community)):
        _hide(item)
    return made


def _bounded(actor: User, community: Community | None) -> None:
    """Nobody takes a community down by reporting everything in it."""
    today = Report.objects.filter(person=actor, at__gt=timezone.now() - dt.timedelta(days=1))
    if today.count() >= A_DAY and not (community and may_moderate(actor, community)):
        raise TooMuch(
            _("You have reported %(most)s things within a day, and a moderator looks at each. Go on tomorrow, or write "
              "to a leader when it is urgent.") % {"most": A_DAY},
            retry_after=24 * 3600,
        )  # fmt: skip


def _item_of(thing: Thing) -> Item:
    """The row of a thing, locked; made when it has none."""
    Item.objects.get_or_create(
        key=thing.key,
        defaults={
            "kind": thing.kind, "published_at": timezone.now(), "community": thing.community, "author": thing.author,
            "cause": Cause.REPORTED, "title": thing.title, "body": thing.body, "html": thing.html,
            "place": thing.kind, "address": thing.address, "state": State.APPROVED,
        },
    )  # fmt: skip
    return Item.objects.select_for_update(of=("self",)).select_related("author", "community").get(key=thing.key)


def _reopen(item: Item, thing: Thing) -> None:
    """It waits, as it reads now; what was decided before stays in its history."""
    if item.state != State.WAITING:
        item.state, item.cause, item.why, item.waits_since = State.WAITING, Cause.REPORTED, "reports", timezone.now()
        item.decided_at = item.decided_by = item.appealed_at = item.judged_at = None
        item.reason = item.appeal = ""
    item.report_count += 1
    item.community, item.address = thing.community, thing.address
    item.title, item.body, item.html = thing.title, thing.body, thing.html
    item.save()
    item.files.set(File.objects.filter(key__in=thing.files))


def _hide(item: Item) -> None:
    if the_kind(item.kind).hide(None, item.key):
        item.hidden_at = timezone.now()
        item.save(update_fields=["hidden_at"])
        Decision.objects.create(item=item, did=Did.HIDDEN)
        tell_author(record(None, "moderation.hidden", item, community=item.community), item, "hidden")
