"""Ask to join, and the leaders' answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import Community, JoinRequest, Membership, Role
from . import roll

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def ask_to_join(actor: User, community: Community, *, answer: str = "") -> JoinRequest:
    """Ask the leaders; `answer` is what the person says to the community's question."""
    require(rules.may_ask_to_join(actor, community))
    if community.join_question and not answer.strip():
        raise NotPossible(_("Please answer the question, so that the leaders can decide."))
    request, new = JoinRequest.objects.get_or_create(
        community=community, person=actor, decided_at=None, defaults={"answer": answer.strip()}
    )
    if not new:
        reason = _("You have asked already. The leaders of %(community)s will answer.")
        raise NotPossible(reason % {"community": community})
    roll.count(community, requests=1)
    entry = record(actor, "communities.asked", request, community=community)
    notify(entry, _leaders(community), reason="asked", group=community.group)
    return request


@transaction.atomic
def accept_request(actor: User, request: JoinRequest) -> Membership:
    """Let a person in who asked."""
    require(rules.may_decide(actor, request.community))
    _take(actor, request, accepted=True)
    membership = roll.enter(actor, request.person, request.community)
    entry = record(actor, "communities.accepted", request, community=request.community)
    notify(entry, [request.person], reason="accepted", group=request.community.group)
    return membership


@transaction.atomic
def refuse_request(actor: User, request: JoinRequest, *, reason: str) -> JoinRequest:
    """Say no to a person who asked; the reason is told to them."""
    require(rules.may_decide(actor, request.community))
    if not reason.strip():
        raise NotPossible(_("Please say why, in a sentence: it is told to the person who asked."))
    _take(actor, request, accepted=False, reason=reason.strip())
    entry = record(actor, "communities.refused", request, community=request.community)
    notify(entry, [request.person], reason="refused", group=request.community.group)
    return request


def _take(actor: User, request: JoinRequest, *, accepted: bool, reason: str = "") -> None:
    """Decide a request that waits; two leaders never decide the same one."""
    now = timezone.now()
    taken = JoinRequest.objects.waiting().filter(pk=request.pk)
    if not taken.update(decided_at=now, decided_by=actor, accepted=accepted, reason=reason):
        raise NotPossible(_("Somebody has decided this request already."))
    request.decided_at, request.decided_by, request.accepted, request.reason = now, actor, accepted, reason
    roll.count(request.community, requests=-1)


def _leaders(community: Community) -> QuerySet[User]:
    return User.objects.filter(memberships__community=community, memberships__role=Role.LEADER)
