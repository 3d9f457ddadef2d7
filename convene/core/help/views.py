"""The page of what helps with a gap, which other pages take in when it comes near."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..teams.models import Team
from .queries import helping
from .subjects import subject_of


@require_GET
def panel(request: HttpRequest, pk: int, about: str) -> HttpResponse:
    """People, answers and resources for a part of the texts, for members of the team."""
    team = get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)
    subject = subject_of(about)
    if subject is None:
        raise Http404
    crumbs = [(_("Your teams"), reverse("teams:mine")), (team.name, team.get_absolute_url())]
    context = {"team": team, "helping": helping(request.user, team, subject), "crumbs": crumbs}
    answer = render(request, "help/panel.html", context)
    patch_cache_control(answer, private=True, no_store=True)  # what a team does not know stays on no disk
    return answer
