"""A team's skills, for its members."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....core.frameworks.queries import texts
from ....core.frameworks.rules import may_adopt
from ....core.ledger.head import head
from ....core.people.models import User
from ....core.people.subjects import SKILL
from ....core.steps.queries import of
from ....core.teams.models import Team
from ..coverage.team import LEAST
from ..queries import counts, coverage, needs, skills_by_key


@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team covers together, where it is thin, and how far it is until that can be said."""
    one = get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)
    me, text = cast(User, request.user), texts(head()).skills
    seen = coverage(me, one, text) if text else None
    page = {
        "team": one, "text": text, "coverage": seen, "counts": counts(me), "may_adopt": may_adopt(me),
        "needs": needs(me, one, seen) if seen else [], "crumbs": _crumbs(one),
        "members": None if seen and seen.bands else one.members.count(), "least": LEAST,
    }  # fmt: skip
    return render(request, "skills/team.html", page)


@require_GET
def gap(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One skill in a team: whether it is a gap, what the team does about it, and what could help."""
    one = get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)
    me, text = cast(User, request.user), texts(head()).skills
    skill = skills_by_key(text).get(key) if text else None
    if text is None or skill is None:
        raise Http404
    page = {
        "team": one, "one": skill, "coverage": coverage(me, one, text),
        "of": of(me, one, SKILL + key),
        "crumbs": [*_crumbs(one), (_("Skills"), reverse("skills:team", args=[one.pk]))],
    }  # fmt: skip
    return render(request, "skills/gap.html", page)


def _crumbs(one: Team) -> list[tuple[str, str]]:
    return [(_("Your teams"), reverse("teams:mine")), (one.name, one.get_absolute_url())]
