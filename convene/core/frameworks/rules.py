"""Who may read the network's texts, and take up others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...lib.ruling import YES, Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def visible(_actor: Actor) -> Q:
    """Everybody reads every version."""
    return Q()


def may_adopt(actor: Actor | None) -> Ruling:
    """Texts belong to the whole network: its staff choose them, and so does whoever sets the site up (nobody)."""
    if actor is None:
        return YES
    return only_if(
        actor.is_authenticated and actor.is_staff,
        _("The texts of community science are chosen by the staff of the network. Write to them if one should change."),
    )
