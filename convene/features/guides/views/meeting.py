"""The meeting of a team, question by question; and the brief that comes of it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....core.people.models import User
from ....lib import paper
from ..queries.brief import released
from ..queries.meeting import meeting as agenda_of
from ..queries.outline import outline
from .answering import TIMES, context
from .found import crumbs_of, find_question, find_round


@require_GET
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda, or with `at` one question of it: how the team answers, and where its answer is written."""
    round, me = find_round(request, pk), cast(User, request.user)
    wanted, at = request.GET.get("minutes", ""), request.GET.get("at", "")
    minutes = int(wanted) if wanted in {str(one) for one in TIMES} else 60
    found = agenda_of(me, round, minutes=minutes)
    page: dict[str, object] = {
        "round": round, "meeting": found, "outline": outline(round), "times": TIMES, "item": None,
        "crumbs": crumbs_of(round.team, round), "today": timezone.localdate(),
    }  # fmt: skip
    keys = [str(one.question.key) for one in found.items]
    if at in keys:
        place = keys.index(at)
        page |= context(find_question(request, pk, at)) | {
            "item": found.items[place], "place": place + 1, "earlier": found.items[place - 1] if place else None,
            "later": found.items[place + 1] if place + 1 < len(keys) else None,
            "crumbs": [*crumbs_of(round.team, round), (_("The meeting"), f"{request.path}?minutes={minutes}")],
            "back": minutes,
        }  # fmt: skip
    return render(request, "guides/meeting.html", page)


@require_GET
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for leadership, to be printed."""
    round, me = find_round(request, pk), cast(User, request.user)
    page = {
        "round": round, "outline": outline(round), "released": released(me, round), "today": timezone.localdate(),
        "crumbs": crumbs_of(round.team, round), "may_print": paper.is_there(),
    }  # fmt: skip
    return render(request, "guides/brief.html", page)
