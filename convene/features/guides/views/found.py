"""What an address of a round names, as far as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ....core.frameworks.models import Kind
from ....core.rounds.models import Round
from ....core.teams.models import Team
from ..queries.outline import Outline, outline

if TYPE_CHECKING:
    from django.http import HttpRequest

    from ....core.frameworks.models import Part
    from ....core.people.models import User

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Here:
    """A question of a round, and who looks at it."""

    me: User
    round: Round
    outline: Outline
    part: Part
    at: int  # from 0

    @property
    def address(self) -> str:
        """Of the question."""
        return reverse("guides:question", args=[self.round.pk, self.part.key])


def find_team(request: HttpRequest, pk: int) -> Team:
    """A team of the reader's."""
    return get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)


def find_round(request: HttpRequest, pk: int) -> Round:
    """A round of the guide in a team of the reader's."""
    return get_object_or_404(Round.objects.visible_to(request.user).for_cards(), pk=pk, kind=Kind.GUIDE)


def find_question(request: HttpRequest, pk: int, key: str) -> Here:
    """A question of such a round."""
    round = find_round(request, pk)
    asked = outline(round)
    at = asked.place(key)
    if at is None or key not in asked.parts:
        raise Http404
    return Here(cast("User", request.user), round, asked, asked.parts[key], at)


def crumbs_of(team: Team, round: Round | None = None) -> Crumbs:
    """The way from the team to a page below."""
    crumbs = [(team.name, team.get_absolute_url()), (_("Discussion guide"), reverse("guides:stages", args=[team.pk]))]
    return crumbs + ([(outline(round).name, reverse("guides:round", args=[round.pk]))] if round else [])
