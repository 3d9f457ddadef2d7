"""Who may see and word the network's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ...lib.ruling import YES, Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def visible(_actor: Actor) -> Q:
    """Everybody sees every term."""
    return Q()


def may_word(actor: Actor | None) -> Ruling:
    """Terms belong to the whole network: its staff word them, and so does whoever sets the site up (who is nobody)."""
    if actor is None:
        return YES
    return only_if(actor.is_authenticated and actor.is_staff, _("The network's terms are worded by its staff."))
