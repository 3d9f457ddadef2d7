"""Invite people into a team by mail, and their answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...notifications.letters import stop_headers
from ...outbox.letters import ABOUT
from ...people.models import User
from .. import rules
from ..models import Invitation, Member, Side, Team
from .team import held_by

MOST_AT_ONCE, MOST_A_DAY, MOST_MEMBERS = 20, 60, 60
AGAIN_AFTER = dt.timedelta(days=1)


@transaction.atomic
def invite(
    actor: User, team: Team, *, addresses: Iterable[str], note: str = "", side: str = Side.OWN
) -> list[Invitation]:
    """Mail an invitation to each address that belongs to nobody in the team; it says on whose side they join.

    Whoever said no, or got one within a day, is not asked again. What comes back, the invitations that were mailed,
    must not be shown: it tells who said no.

    raises: NotPossible for too many at once, TooMuch for too many in a day; then nothing was sent.
    """
    require(rules.may_invite(actor, team))
    wanted = {address.strip().lower() for address in addresses if address.strip()}
    _bounded(actor, team, len(wanted))
    here = set(team.members.filter(person__email__in=wanted).values_list("person__email", flat=True))
    asked = sorted(wanted - here - _not_to_ask(team, wanted))
    invited = [_invitation(actor, team, address, note, side) for address in asked]
    for invitation in invited:
        _mail(invitation)
        entry = record(actor, "teams.invited", invitation)
        notify(entry, User.objects.filter(email__iexact=invitation.address), reason="invited", group=team.group)
    return invited


@transaction.atomic
def take_back(actor: User, invitation: Invitation) -> None:
    """Take an invitation back; its link opens nothing any more."""
    require(rules.may_take_back(actor, invitation))
    if not Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        raise NotPossible(_("This invitation was answered or taken back meanwhile."))
    record(actor, "teams.withdrawn", invitation)


@transaction.atomic
def accept(actor: User, invitation: Invitation) -> Member:
    """Join by an invitation; holding its link is enough, since only the invited person was sent it."""
    team = held_by(actor, invitation.team_id)
    require(rules.may_answer(actor, invitation))
    _answer(invitation, accepted=True)
    member = Member.objects.create(team=team, person=actor, side=invitation.side)
    rules.forget_roles(actor)
    entry = record(actor, "teams.joined", team)
    notify(entry, [invitation.invited_by], reason="joined", group=team.group)
    return member


@transaction.atomic
def decline(actor: User | None, invitation: Invitation) -> None:
    """Say no; the holder of the link needs no account for that."""
    require(rules.may_decline(invitation))
    _answer(invitation, accepted=False)
    record(actor, "teams.declined", invitation)


def _bounded(actor: User, team: Team, number: int) -> None:
    if number > MOST_AT_ONCE:
        raise NotPossible(
            _("These are %(number)s addresses, and up to %(most)s go at a time. Nothing was sent: send fewer.")
            % {"number": f"{number:,}", "most": MOST_AT_ONCE}
        )
    if team.members.count() + number > MOST_MEMBERS:
        raise NotPossible(_("A team has %(most)s members at most. Begin another one.") % {"most": MOST_MEMBERS})
    since = timezone.now() - dt.timedelta(days=1)
    if Invitation.objects.filter(invited_by=actor, invited_at__gt=since).count() + number > MOST_A_DAY:
        raise TooMuch(_("That is a lot of invitations for one day. Go on tomorrow."), retry_after=24 * 3600)


def _not_to_ask(team: Team, addresses: set[str]) -> set[str]:
    """Those of the addresses whose owners said no, or got a mail within a day."""
    here = team.invitations.filter(address__in=addresses)
    declined = here.filter(accepted=False).values_list("address", flat=True)
    just_now = here.filter(invited_at__gt=timezone.now() - AGAIN_AFTER, answered_at=None)
    return {*declined, *just_now.values_list("address", flat=True)}


def _invitation(actor: User, team: Team, address: str, note: str, side: str) -> Invitation:
    fresh = {"invited_by": actor, "invited_at": timezone.now(), "answered_at": None, "accepted": None,
             "withdrawn_at": None, "note": note.strip(), "side": side}  # fmt: skip
    return Invitation.objects.update_or_create(team=team, address=address, defaults=fresh)[0]


def _answer(invitation: Invitation, *, accepted: bool) -> None:
    """Answer an invitation that is open; it is good for one answer."""
    answer = {"answered_at": timezone.now(), "accepted": accepted}
    if not Invitation.objects.open().filter(pk=invitation.pk).update(**answer):
        raise NotPossible(_("This invitation was answered already, or is too old. Ask for a new one."))


def _mail(invitation: Invitation) -> None:
    """Keep a mail for whoever is invited; one press in it declines."""
    team, decline = invitation.team, settings.SITE_URL + invitation.get_decline_url()
    words = {"person": invitation.invited_by, "team": team.name}
    context = {
        "invitation": invitation, "team": team, "institution": team.institution, "network": settings.NETWORK_NAME,
        "link": settings.SITE_URL + invitation.get_absolute_url(), "decline": decline,
    }  # fmt: skip
    EmailMessage(
        " ".join((_("%(person)s invites you to the team %(team)s") % words).split()),
        render_to_string("teams/mail/invited.txt", context),
        to=[invitation.address],
        headers=stop_headers(decline) | {ABOUT: str(invitation.invited_by_id)},
    ).send()
