"""What every page of polls needs: who asks, which poll, and where it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.people.models import User
from ....core.teams.models import Team
from ...discussions.models import Topic
from ..models import Poll

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 2**63 - 1
Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked; without anything, everywhere."""

    community: Community | None = None
    team: Team | None = None
    topic: Topic | None = None

    @property
    def here(self) -> Community | Team | None:
        """The community or the team."""
        return self.team or self.community

    @property
    def only(self) -> Q:
        """The polls of this place."""
        named = {"topic": self.topic, "team": self.team, "community": self.community}
        return next((Q(**{name: one}) for name, one in named.items() if one), Q())

    @property
    def query(self) -> str:
        """How an address names it."""
        if self.topic:
            return f"?topic={self.topic.pk}"
        if self.team:
            return f"?team={self.team.pk}"
        return f"?community={self.community.slug}" if self.community else ""

    @property
    def crumbs(self) -> Crumbs:
        """The way to it, and to its polls."""
        way: Crumbs = []
        if self.here:
            way.append((str(self.here), self.here.get_absolute_url()))
        if self.topic:
            way.append((self.topic.title, self.topic.get_absolute_url()))
        return [*way, (_("Polls and proposals"), reverse("polls:list") + self.query)]


def place_of(request: HttpRequest, asked: Mapping[str, str]) -> Place:
    """The topic, team or community that an address names. raises: Http404 for one that the reader does not see."""
    me = request.user
    if "topic" in asked:
        topic = get_object_or_404(Topic.objects.visible_to(me).for_cards(), pk=_number(asked["topic"]))
        return Place(topic.community, None, topic)
    if "team" in asked:
        return Place(None, get_object_or_404(Team.objects.visible_to(me), pk=_number(asked["team"])))
    if "community" in asked:
        return Place(get_object_or_404(Community.objects.readable_by(me), slug=asked["community"][:60]))
    return Place()


def visible_poll(request: HttpRequest, pk: int) -> Poll:
    """A poll that the reader may see, with what its page needs."""
    return get_object_or_404(Poll.objects.visible_to(request.user).for_cards(), pk=min(pk, LARGEST))


def crumbs_of(poll: Poll) -> Crumbs:
    """The way to a poll."""
    return Place(poll.community, poll.team).crumbs


def member(request: HttpRequest) -> User:
    """Who asks; every page of polls is for people who are signed in."""
    return cast(User, request.user)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)
