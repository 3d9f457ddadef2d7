"""Who chooses what is mailed to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ...lib.ruling import Ruling, only_if

if TYPE_CHECKING:
    from ..people.models import Actor


def may_choose_mail(actor: Actor) -> Ruling:
    """Everybody for themselves."""
    return only_if(actor.is_authenticated, _("Sign in to choose what is mailed to you."))
