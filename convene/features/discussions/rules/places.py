"""Where a topic is read and answered: its own community, and those that it is shared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ....core.communities.models import Community
from ....core.communities.rules import is_member, role_of
from ....lib.ruling import YES, Ruling

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ..models import Share, Topic


def in_force() -> Q:
    """Shares that show their topic: between communities that everybody knows of, and to nobody who was not agreed on.

    It looks at who can read in both communities now, so that a topic never reaches more people when that changes.
    """
    known = Q(community__visibility__in=("public", "listed"), refused_at=None)
    agreed = Q(reach="everyone") | Q(reach="members", community__visibility="listed")
    return known & (Q(home__visibility="public") | Q(home__visibility="listed") & agreed)


def reaching(actor: Actor) -> Q:
    """Shares through which a person may read their topic."""
    return in_force() & Q(community__in=Community.objects.readable_by(actor))


def reach_of(home: Community, community: Community) -> str:
    """Who could read a topic of `home` in addition, once it is shared: "", "members" or "everyone"."""
    if home.visibility == "public":
        return ""
    return "everyone" if community.visibility == "public" else "members"


def would_show(share: Share, home: Community) -> bool:
    """Whether a share would stay in force if its topic were at home in another community."""
    allowed = {"": {"", "members", "everyone"}, "members": {"members", "everyone"}, "everyone": {"everyone"}}
    is_elsewhere = home.pk != share.community_id and home.visibility != "hidden"
    return is_elsewhere and share.reach in allowed[reach_of(home, share.community)]


def takes_part(actor: Actor, topic: Topic) -> Ruling:
    """Members of the topic's community take part, and those of communities that it is shared with and that are open."""
    belongs = is_member(actor, topic.community)
    if belongs or not actor.is_authenticated:
        return belongs
    others = (share.community for share in topic.shares_in_force)
    return YES if any(role_of(actor, one) and not one.is_archived for one in others) else belongs
