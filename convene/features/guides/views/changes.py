"""What a team says otherwise than last time, and a topic about it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ....core.communities.models import Community, State
from ....core.people.models import User
from ....lib.ui.forms import Attempt
from .. import actions
from ..forms import WhereForm
from ..queries.changes import changes as changes_of
from .found import crumbs_of, find_round


@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Before and now, side by side; sent, a topic is begun that stays the reader's own until it is posted."""
    round, me = find_round(request, pk), cast(User, request.user)
    places = Community.objects.of(me).filter(state__in=(State.ORGANIZING, State.OPERATING)).order_by("name")
    form = WhereForm(request.POST if request.method == "POST" else None, places=places)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form, "community") as attempt:
                draft = actions.draft_topic(me, round, community=form.cleaned_data["community"])
                return redirect("discussions:start", draft.community.slug)
            status = attempt.status
    page = {
        "round": round, "changes": changes_of(round), "form": form, "has_places": places.exists(),
        "crumbs": crumbs_of(round.team, round),
    }  # fmt: skip
    return render(request, "guides/changes.html", page, status=status)
