"""The teams of somebody, which go on without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ..people.parts import Section
from ..people.queries import addresses_of
from .actions.succeeding import succeed
from .models import Invitation, Member

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Their teams, and the invitations that they sent or got."""
    belongs = Member.objects.filter(person=person).select_related("team__institution").order_by("pk")
    yield Section("teams", _("Teams"), [
        {"team": one.team.name, "institution": one.team.institution.name, "role": one.role, "side": one.side,
         "joined_at": one.joined_at}
        for one in belongs
    ])  # fmt: skip
    invited = Invitation.objects.filter(_sent_or_got(person)).select_related("team").order_by("pk")
    yield Section("team_invitations", _("Invitations to teams"), [
        {"team": one.team.name, "to": one.address, "by_you": one.invited_by_id == person.pk, "note": one.note,
         "invited_at": one.invited_at, "answered_at": one.answered_at, "accepted": one.accepted}
        for one in invited
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """Whoever has been there longest leads in their place, and is told."""
    for one in Member.objects.filter(person=person).select_related("team"):
        succeed(person, one)
    Invitation.objects.filter(_sent_or_got(person)).delete()


def _sent_or_got(person: User) -> Q:
    mine = Q(invited_by=person)
    for address in addresses_of(person):
        mine |= Q(address__iexact=address)
    return mine
