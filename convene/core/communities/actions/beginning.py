"""The first steps of somebody new: why they come, which communities they join, how much mail they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Beginning, Community, Mail, Membership, Purpose
from . import roll

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...people.models import User


@transaction.atomic
def choose_purpose(actor: User, purpose: Purpose | None) -> Beginning:
    """Say why one is here; nothing is decided by it but what is suggested."""
    require(rules.may_begin(actor))
    said = {"purpose": purpose, "chosen_at": timezone.now()}
    beginning, _new = Beginning.objects.update_or_create(person=actor, defaults=said)
    record(actor, "communities.purpose_chosen", beginning, facts={"purpose": purpose.pk if purpose else None})
    return beginning


@transaction.atomic
def begin_in(actor: User, communities: Iterable[Community], *, mail: str) -> list[Membership]:
    """Join several communities at once, with one wish for mail; all of them or, when one says no, none."""
    _known(mail)
    joined = []
    for community in communities:
        require(rules.may_join(actor, community))
        membership = roll.enter(actor, actor, community)
        membership.mail = mail
        membership.save(update_fields=["mail"])
        record(actor, "communities.joined", community, community=community, facts={"way": "begun"})
        joined.append(membership)
    return joined


@transaction.atomic
def set_mail(actor: User, community: Community, *, mail: str) -> None:
    """Say how much mail one wants from a community."""
    require(rules.is_member(actor, community))
    _known(mail)
    changed = Membership.objects.filter(person=actor, community=community).exclude(mail=mail).update(mail=mail)
    if changed:
        record(actor, "communities.mail_set", community, community=community, facts={"mail": mail})


@transaction.atomic
def put_welcome_away(actor: User, community: Community) -> None:
    """The welcome was read; the community's page begins with its discussions from now on."""
    require(rules.is_member(actor, community))
    Membership.objects.filter(person=actor, community=community).update(new_until=None)


def _known(mail: str) -> None:
    if mail not in Mail.values:
        raise NotPossible(_("Choose how much mail you want: each message, daily, weekly or nothing."))
