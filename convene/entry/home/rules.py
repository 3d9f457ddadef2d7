"""Who may change the network's own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ...core.people.models import Actor


def may_write_texts(actor: Actor) -> Ruling:
    """What the network says about itself is written by its staff."""
    return only_if(actor.is_authenticated and actor.is_staff, _("The network's own texts are changed by its staff."))
