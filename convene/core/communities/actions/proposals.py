"""Propose a community, and what staff decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ...drafts.actions import let_go
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import Community, Proposal, Role
from . import roll
from .life import found

if TYPE_CHECKING:
    from collections.abc import Sequence

TOPICS = 3
MOST_WAITING = 3
PROPOSAL = "communities.proposal"  # where a draft of one is kept


@transaction.atomic
def propose(actor: User, *, name: str, purpose: str, audience: str, lead: str, topics: Sequence[str]) -> Proposal:
    """Tell the staff which community is missing, and what its first three discussions would be."""
    require(rules.may_propose(actor))
    first = [topic.strip() for topic in topics if topic.strip()]
    if len(first) < TOPICS:
        raise NotPossible(_("Name three things that you would talk about first: they show that there is enough."))
    if Proposal.objects.waiting().filter(proposer=actor).count() >= MOST_WAITING:
        raise TooMuch(_("Three of your proposals wait for an answer. Give the staff a little time."))
    proposal = Proposal.objects.create(
        proposer=actor, name=name, purpose=purpose, audience=audience, lead=lead, topics=first[:TOPICS]
    )
    let_go(actor, PROPOSAL)
    entry = record(actor, "communities.proposed", proposal)
    notify(entry, User.objects.active().filter(is_staff=True), reason="proposed", group=proposal.group)
    return proposal


@transaction.atomic
def accept_proposal(actor: User, proposal: Proposal, *, slug: str, line: str, reason: str = "") -> Community:
    """Let the community begin, organizing, led by whoever proposed it."""
    require(rules.may_decide_proposal(actor))
    _decide(actor, proposal, reason)
    community = found(
        actor, slug=slug, name=proposal.name, line=line, purpose=proposal.purpose, audience=proposal.audience,
        needs=proposal.topics,
    )  # fmt: skip
    membership = roll.enter(actor, proposal.proposer, community)
    membership.community, membership.person = community, proposal.proposer
    roll.assign(actor, membership, Role.LEADER)
    proposal.community = community
    proposal.save(update_fields=["community"])
    entry = record(actor, "communities.proposal_accepted", proposal, community=community)
    notify(entry, [proposal.proposer], reason="proposed", group=proposal.group)
    return community


@transaction.atomic
def refuse_proposal(actor: User, proposal: Proposal, *, reason: str) -> None:
    """Say no, and why; the reason is told to whoever proposed it."""
    require(rules.may_decide_proposal(actor))
    if not reason.strip():
        raise NotPossible(_("Please say why, in a sentence: it is told to the person who proposed it."))
    _decide(actor, proposal, reason)
    entry = record(actor, "communities.proposal_refused", proposal)
    notify(entry, [proposal.proposer], reason="proposed", group=proposal.group)


def _decide(actor: User, proposal: Proposal, reason: str) -> None:
    now = timezone.now()
    waiting = Proposal.objects.waiting().filter(pk=proposal.pk)
    if not waiting.update(decided_at=now, decided_by=actor, reason=reason.strip()):
        raise NotPossible(_("Somebody has decided this proposal already."))
    proposal.decided_at, proposal.decided_by, proposal.reason = now, actor, reason.strip()
