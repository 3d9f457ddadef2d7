"""Who may save a search. It is nobody else's business, so that there is nothing to see but one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor
    from .models import Search


def visible(actor: Actor) -> Q:
    """One's own."""
    return Q(person_id=actor.pk) if actor.pk else Q(pk__in=())


def may_save(actor: Actor) -> Ruling:
    """Whoever is signed in saves searches."""
    return only_if(actor.is_authenticated, _("Sign in, and your searches are saved for you."))


def may_change(actor: Actor, search: Search) -> Ruling:
    """One's own."""
    return only_if(actor.pk == search.person_id, _("This search is somebody else's."))
