"""Invite people by mail, remind them, and their answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import Community, Invitation
from . import roll
from .inviting import mail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models import Membership

MOST_AT_ONCE, MOST_A_DAY = 20, 60  # for members
LEADERS_AT_ONCE, LEADERS_A_DAY = 200, 600
REMIND_AFTER = (dt.timedelta(days=4), dt.timedelta(days=7), dt.timedelta(days=10))  # after the mail before
AGAIN_AFTER = dt.timedelta(days=1)


@transaction.atomic
def invite(actor: User, community: Community, *, addresses: Iterable[str], note: str = "") -> list[Invitation]:
    """Mail an invitation to each address that does not belong to a member; one that was declined is not asked again.

    Addresses of members are noted like the others, so that the list of what one sent does not tell whose they are;
    what comes back, the invitations that were mailed, must not be shown.

    raises: NotPossible for too many at once, TooMuch for too many in a day; then nothing was sent.
    """
    require(rules.may_invite(actor, community))
    wanted = {address.strip().lower() for address in addresses if address.strip()}
    _bounded(actor, community, len(wanted))
    silent = _members(community, wanted) | _taken_back_lately(community, wanted)
    settled = _not_to_ask(community, wanted)
    invited = [_invitation(actor, community, address, note) for address in sorted(wanted - settled)]
    sent = [invitation for invitation in invited if invitation.address not in silent]
    for invitation in sent:
        _send(invitation, "invited")
        entry = record(actor, "communities.invited", invitation, community=community)
        notify(entry, User.objects.filter(email__iexact=invitation.address), reason="invited", group=community.group)
    return sent


@transaction.atomic
def resend_invitation(actor: User, invitation: Invitation) -> Invitation:
    """Send an invitation that nobody answered once more; it is good for its full time again."""
    require(rules.may_keep(actor, invitation))
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).exists():
        raise NotPossible(_("This invitation was answered or taken back meanwhile."))
    if invitation.invited_at > timezone.now() - AGAIN_AFTER:
        raise NotPossible(_("It was sent within the last day. Give them until tomorrow."))
    _bounded(actor, invitation.community, 1)
    invitation.invited_at = timezone.now()
    invitation.save(update_fields=["invited_at"])
    if not _members(invitation.community, {invitation.address}):
        _send(invitation, "invited")
    record(actor, "communities.invited_again", invitation, community=invitation.community)
    return invitation


@transaction.atomic
def withdraw_invitation(actor: User, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link opens nothing any more, and no reminder goes out."""
    require(rules.may_keep(actor, invitation))
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(withdrawn_at=timezone.now(), remind_at=None):
        raise NotPossible(_("This invitation was answered or taken back meanwhile."))
    record(actor, "communities.withdrawn", invitation, community=invitation.community)
    return invitation


@transaction.atomic
def remind(invitation: Invitation) -> bool:
    """Tell an invited person once more, in the name of whoever invited them; where that may not be, never again."""
    if not rules.may_remind(invitation.invited_by, invitation):
        Invitation.objects.filter(pk=invitation.pk).update(remind_at=None)
        return False
    invitation.reminders += 1
    _send(invitation, "reminded")
    record(invitation.invited_by, "communities.reminded", invitation, community=invitation.community)
    return True


@transaction.atomic
def accept_invitation(actor: User, invitation: Invitation) -> Membership:
    """Join by an invitation; holding its link is enough, since only the invited person was sent it."""
    require(rules.may_answer(actor, invitation))
    if rules.role_of(actor, invitation.community):
        raise NotPossible(_("You are a member of %(community)s already.") % {"community": invitation.community})
    _settle(invitation, accepted=True)
    membership = roll.enter(actor, actor, invitation.community)
    record(actor, "communities.joined", invitation.community, community=invitation.community, facts={"way": "invited"})
    return membership


@transaction.atomic
def decline_invitation(actor: User | None, invitation: Invitation) -> Invitation:
    """Say no to an invitation; the holder of its link needs no account for that."""
    require(rules.may_decline(invitation))
    _settle(invitation, accepted=False)
    record(actor, "communities.declined", invitation, community=invitation.community)
    return invitation


def _bounded(actor: User, community: Community, number: int) -> None:
    leads = rules.may_lead(actor, community)
    at_once, a_day = (LEADERS_AT_ONCE, LEADERS_A_DAY) if leads else (MOST_AT_ONCE, MOST_A_DAY)
    if number > at_once:
        raise NotPossible(
            _("These are %(number)s addresses, and up to %(most)s go at a time. Nothing was sent: send fewer.")
            % {"number": f"{number:,}", "most": at_once}
        )
    since = timezone.now() - dt.timedelta(days=1)
    if Invitation.objects.filter(invited_by=actor, invited_at__gt=since).count() + number > a_day:
        raise TooMuch(_("That is a lot of invitations for one day. Go on tomorrow."), retry_after=24 * 3600)


def _members(community: Community, addresses: set[str]) -> set[str]:
    """Those of the addresses that belong to members."""
    members = community.memberships.filter(person__email__in=addresses).values_list("person__email", flat=True)
    return {address for address in members if address}


def _not_to_ask(community: Community, addresses: set[str]) -> set[str]:
    """Those of the addresses whose owners said no, or got a mail within a day."""
    here = community.invitations.filter(address__in=addresses)
    declined = here.exclude(declined_at=None).values_list("address", flat=True)
    just_now = here.open().filter(invited_at__gt=timezone.now() - AGAIN_AFTER).values_list("address", flat=True)
    return {*declined, *just_now}


def _taken_back_lately(community: Community, addresses: set[str]) -> set[str]:
    """Those of the addresses that got a mail within a day: its link is good again, and no second mail goes out."""
    lately = community.invitations.filter(invited_at__gt=timezone.now() - AGAIN_AFTER).exclude(withdrawn_at=None)
    return set(lately.filter(address__in=addresses).values_list("address", flat=True))


def _invitation(actor: User, community: Community, address: str, note: str) -> Invitation:
    fresh = {
        "invited_by": actor, "invited_at": timezone.now(), "accepted_at": None, "withdrawn_at": None,
        "note": note.strip(), "reminders": 0, "remind_at": None,
    }  # fmt: skip
    invitation, _new = Invitation.objects.update_or_create(community=community, address=address, defaults=fresh)
    return invitation


def _send(invitation: Invitation, words: str) -> None:
    """Mail it, and note when to remind; after the last reminder never."""
    left = REMIND_AFTER[invitation.reminders :]
    invitation.remind_at = timezone.now() + left[0] if left else None
    invitation.save(update_fields=["reminders", "remind_at"])
    mail(invitation, words)


def _settle(invitation: Invitation, *, accepted: bool) -> None:
    """Answer an invitation that is open; it is good for one answer."""
    now = timezone.now()
    answer = {"accepted_at": now} if accepted else {"declined_at": now}
    if not Invitation.objects.open().filter(pk=invitation.pk).update(remind_at=None, **answer):
        raise NotPossible(_("This invitation was answered already, or is too old. Ask for a new one."))
    invitation.accepted_at, invitation.declined_at = answer.get("accepted_at"), answer.get("declined_at")
