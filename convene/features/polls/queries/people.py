"""Who may vote, who is told, who has not said anything yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from ....core.communities.models import Membership
from ....core.people.models import User
from ....core.teams.models import Member
from ...discussions.models import Reading
from ..models import Stance

if TYPE_CHECKING:
    from ..models import Poll

FOLLOWED = ("watching", "tracking")


def voters(poll: Poll) -> QuerySet[User]:
    """Everybody who belongs where it is asked, and has an account."""
    people = User.objects.filter(is_active=True, suspended_at=None).exclude(claimed_at=None)
    if poll.team_id:
        return people.filter(pk__in=Member.objects.filter(team=poll.team_id).values("person"))
    return people.filter(pk__in=Membership.objects.filter(community=poll.community_id).values("person"))


def told(poll: Poll) -> QuerySet[User]:
    """Those of them who are told: all, or who follows the topic in which it is asked; never who has muted it."""
    people = voters(poll)
    if not poll.topic_id:
        return people
    read = Reading.objects.filter(topic=poll.topic_id)
    if poll.tells_all:
        return people.exclude(pk__in=read.filter(follow="muted").values("person"))
    return people.filter(pk__in=read.filter(follow__in=FOLLOWED).values("person"))


def undecided(poll: Poll) -> QuerySet[User]:
    """Those who were told and have not voted."""
    return told(poll).exclude(pk__in=_took_part(poll))


def participants(poll: Poll) -> QuerySet[User]:
    """Those who voted and still belong, and whoever asked."""
    return voters(poll).filter(Q(pk__in=_took_part(poll)) | Q(pk=poll.caller_id))


def _took_part(poll: Poll) -> QuerySet[Stance, Any]:
    return Stance.objects.filter(poll=poll, person__isnull=False).values("person")
