"""Invite people by mail, and their answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models import Membership

MOST_AT_ONCE = 20
MOST_A_DAY = 60


@transaction.atomic
def invite(actor: User, community: Community, *, addresses: Iterable[str], note: str = "") -> list[Invitation]:
    """Mail an invitation to each address that does not belong to a member; one that was declined is not asked again.

    What comes back must not be shown in detail: it would tell whose addresses these are.
    """
    require(rules.may_invite(actor, community))
    wanted = {address.strip().lower() for address in addresses if address.strip()}
    if len(wanted) > MOST_AT_ONCE:
        raise NotPossible(_("Invite up to %(most)s people at a time.") % {"most": MOST_AT_ONCE})
    since = timezone.now() - dt.timedelta(days=1)
    if Invitation.objects.filter(invited_by=actor, invited_at__gt=since).count() + len(wanted) > MOST_A_DAY:
        raise TooMuch(_("That is a lot of invitations for one day. Go on tomorrow."), retry_after=24 * 3600)
    sent = [_invitation(actor, community, address) for address in sorted(wanted - _not_to_ask(community, wanted))]
    for invitation in sent:
        _mail(invitation, note)
        entry = record(actor, "communities.invited", invitation, community=community)
        notify(entry, User.objects.filter(email__iexact=invitation.address), reason="invited", group=community.group)
    return sent


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


def _not_to_ask(community: Community, addresses: set[str]) -> set[str]:
    """Those of the addresses that belong to members, or to people who declined."""
    members = community.memberships.filter(person__email__in=addresses).values_list("person__email", flat=True)
    declined = community.invitations.filter(address__in=addresses).exclude(declined_at=None)
    return {*filter(None, members), *declined.values_list("address", flat=True)}


def _invitation(actor: User, community: Community, address: str) -> Invitation:
    fresh = {"invited_by": actor, "invited_at": timezone.now(), "accepted_at": None}
    invitation, _new = Invitation.objects.update_or_create(community=community, address=address, defaults=fresh)
    return invitation


def _mail(invitation: Invitation, note: str) -> None:
    community = invitation.community
    link = settings.SITE_URL + invitation.get_absolute_url()
    words = {"invitation": invitation, "community": community, "note": note.strip(), "link": link}
    words |= {"network": settings.NETWORK_NAME}
    names = {"person": invitation.invited_by, "community": community.name}
    subject = " ".join((_("%(person)s invites you to %(community)s") % names).split())
    send_mail(subject, render_to_string("communities/mail/invited.txt", words), None, [invitation.address])


def _settle(invitation: Invitation, *, accepted: bool) -> None:
    """Answer an invitation that is open; it is good for one answer."""
    now = timezone.now()
    answer = {"accepted_at": now} if accepted else {"declined_at": now}
    if not Invitation.objects.open().filter(pk=invitation.pk).update(**answer):
        raise NotPossible(_("This invitation was answered already, or is too old. Ask for a new one."))
    invitation.accepted_at, invitation.declined_at = answer.get("accepted_at"), answer.get("declined_at")
