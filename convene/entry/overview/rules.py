"""Who sees how communities are doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...core.communities.rules import may_lead
from ...lib.ruling import YES, Ruling, only_if

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.people.models import Actor


def may_see(actor: Actor, community: Community) -> Ruling:
    """Leaders see the figures of their community, and staff of all."""
    return may_lead(actor, community)


def may_see_all(actor: Actor) -> Ruling:
    """Communities side by side are for staff."""
    return only_if(
        actor.is_authenticated and actor.is_staff,
        _("This is for the staff of the network. Leaders find an overview of their own community beside its settings."),
    )


def may_count(actor: Actor | None) -> Ruling:
    """Time counts (and is nobody), each night."""
    return YES if actor is None else may_see_all(actor)
