"""Who may see and do what with institutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def visible(actor: Actor) -> Q:
    """Everybody may know which institutions there are; one that was found to be another leads to that one."""
    return Q(merged_into=None)


def may_import(actor: Actor | None) -> Ruling:
    """Lists are brought in by the operator at the command line, who is nobody here."""
    return only_if(actor is None or actor.is_staff, _("Lists of institutions are brought in by the staff."))


def may_settle(actor: Actor) -> Ruling:
    """Whether two entries are one institution is decided by staff, and so are claims."""
    return only_if(actor.is_authenticated and actor.is_staff, _("This is for the staff of the network."))
