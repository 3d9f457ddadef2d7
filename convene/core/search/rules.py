"""Who has searches kept. They are nobody else's business, so that there is nothing to see but one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def may_keep(actor: Actor) -> Ruling:
    """Whoever is signed in; what visitors look for is not kept."""
    return only_if(actor.is_authenticated, _("Sign in, and what you look for is kept for you."))
