"""Write to all members of a community at once, as its leader."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.contact.models import Block
from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.ledger.actions import record
from ....core.moderation.actions import check_private
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.ui import dates
from .. import rules
from ..limits import GROUP_MESSAGES, MONTH
from ..models import GroupMessage, HandedOver, Report
from .reports import said
from .texts import cooked


def write_to_members(actor: User, community: Community, *, body: str, key: uuid.UUID | None = None) -> GroupMessage:
    """Tell every member the same; the same `key` again gives the message that it made before.

    raises: NotAllowed for those who do not lead; NotPossible for what cannot be sent, and after enough this month.
    """
    require(rules.may_write_to_members(actor, community))
    text = cooked(body)
    if text.files:
        raise NotPossible(_("A message to all members holds no files. Put them into a topic, and link to it."))
    with transaction.atomic():
        Community.objects.select_for_update().only("pk").get(pk=community.pk)
        made = GroupMessage.objects.filter(key=key, author=actor).first() if key else None
        if made:
            return made
        check_private(actor, body, text)
        _bounded(community)
        made = GroupMessage.objects.create(
            community=community, author=actor, body=body.strip(), html=text.html, excerpt=text.excerpt,
            cooked_with=text.version, key=key or uuid.uuid4(),
        )  # fmt: skip
        let_go(actor, place_of(community, "letter"))
        members = User.objects.filter(memberships__community=community)
        told = members.exclude(pk__in=Block.objects.filter(blocked=actor).values("person"))
        entry = record(actor, "private_messages.told_members", made, community=community)
        notify(entry, told, reason="wrote", group=made.group)
    return made


@transaction.atomic
def report_group(actor: User, message: GroupMessage, *, reason: str) -> Report:
    """Ask the staff for help with what a leader wrote to all members; once each."""
    require(rules.may_report_group(actor, message))
    User.objects.select_for_update().only("pk").get(pk=actor.pk)
    made = Report.objects.filter(person=actor, to_members=message).first()
    if made:
        return made
    made = Report.objects.create(person=actor, about=message.author, to_members=message, reason=said(reason))
    HandedOver.objects.create(
        report=made, number=1, author=message.author, html=message.html, written_at=message.created_at, is_reported=True
    )
    staff = User.objects.active().filter(is_staff=True).exclude(pk=message.author_id or 0)
    notify(record(actor, "private_messages.reported", made), staff, reason="reported", group=made.group)
    return made


def _bounded(community: Community) -> None:
    since = timezone.now() - dt.timedelta(days=MONTH)
    lately = GroupMessage.objects.filter(community=community, created_at__gt=since).order_by("created_at")
    times = list(lately.values_list("created_at", flat=True))
    if len(times) >= GROUP_MESSAGES:
        again = times[-GROUP_MESSAGES] + dt.timedelta(days=MONTH)
        raise NotPossible(
            _("%(community)s has had its %(most)s messages to all members of the last %(days)s days. The next is "
              "possible on %(again)s; a topic can be started at any time.")
            % {"community": community, "most": GROUP_MESSAGES, "days": MONTH, "again": dates.datetime(again)}
        )  # fmt: skip
