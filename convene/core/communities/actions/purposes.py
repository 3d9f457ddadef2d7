"""What newcomers are offered, by why they come: kept by staff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from ....lib.described import described
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Community, Mail, Purpose, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...people.models import User

READY_MADE = Path(__file__).parent.parent / "content" / "purposes.yaml"
MOST = 12  # more than that is no choice on a phone


@transaction.atomic
def word_purpose(actor: User, purpose: Purpose | None, *, suggestions: Mapping[Community, str], **said: Any) -> Purpose:
    """Write a purpose, new or known: `label`, `hint`, `is_partner`, `mail`, `order`, and why each community suits."""
    require(rules.may_word_purposes(actor))
    is_new, purpose = purpose is None, purpose or Purpose()
    if is_new and Purpose.objects.count() >= MOST:
        raise NotPossible(_("Newcomers choose among %(most)s purposes at most. Take one away first.") % {"most": MOST})
    if Purpose.objects.filter(label=said["label"]).exclude(pk=purpose.pk).exists():
        raise NotPossible(_("There is a purpose with these words already."))
    if said.get("mail", Mail.DAILY) not in Mail.values:
        raise NotPossible(_("Choose how much mail you want: each message, daily, weekly or nothing."))
    for field in ("label", "hint", "is_partner", "mail", "order"):
        setattr(purpose, field, said.get(field, getattr(purpose, field)))
    purpose.save()
    purpose.suggestions.all().delete()
    Suggestion.objects.bulk_create(
        Suggestion(purpose=purpose, community=community, why=why) for community, why in suggestions.items() if why
    )
    record(actor, "communities.purpose_worded", purpose)
    return purpose


@transaction.atomic
def take_purpose_away(actor: User, purpose: Purpose) -> None:
    """Offer a purpose no more; whoever chose it keeps what they joined."""
    require(rules.may_word_purposes(actor))
    record(actor, "communities.purpose_removed", purpose)
    purpose.delete()


@transaction.atomic
def adopt_purposes(actor: User) -> list[Purpose]:
    """Begin with ready-made purposes, each with those of its communities that there are on this site."""
    require(rules.may_word_purposes(actor))
    if Purpose.objects.exists():
        raise NotPossible(_("There are purposes on this site already. Change those."))
    homes = {community.slug: community for community in Community.objects.all()}
    made = []
    for order, each in enumerate(described(READY_MADE), 1):
        suits = {homes[slug]: why for slug, why in each.pop("communities").items() if slug in homes}
        made.append(word_purpose(actor, None, suggestions=suits, order=order, **each))
    return made
