"""Who may let people join by a rule, and into what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import Ruling, only_if, unless

if TYPE_CHECKING:
    from ...people.models import Actor
    from ..models import Community


def may_enrol(actor: Actor) -> Ruling:
    """Rules for everybody are made by staff."""
    reason = _("Rules by which people join are made by the staff of the network.")
    return only_if(actor.is_authenticated and actor.is_staff, reason)


def may_enrol_into(actor: Actor, community: Community, by: str) -> Ruling:
    """What people write of themselves opens no door: into a closed community leads a proven address alone."""
    archived = _("%(community)s is archived and takes no new members.")
    unproven = _(
        "%(community)s is not open to everyone, and people write this of themselves, so that anybody could come in by "
        "it. Choose the end of their e-mail address, which is proven."
    )
    is_open = community.join_policy == "open"
    return (
        may_enrol(actor)
        and unless(community.is_archived, archived, community=community)
        and only_if(is_open or by == "domain", unproven, community=community)
    )
