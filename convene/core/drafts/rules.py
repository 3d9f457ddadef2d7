"""Who may keep drafts. They are nobody else's business, so that there is nothing to see but one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def visible(actor: Actor) -> Q:
    """One's own."""
    return Q(person_id=actor.pk) if actor.pk else Q(pk__in=())


def may_keep(actor: Actor) -> Ruling:
    """Whoever is signed in keeps what they write."""
    return only_if(actor.is_authenticated, _("Sign in, and what you write is kept for you."))
