"""A screen for the wall of a room: the question, how one takes part, and what may be shown to all who look on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ....lib.ui.drawings import qr, seats
from .. import queries, rules
from ..models import Dialogue
from ..queries.results import result_of

FEWEST = 5  # people, below which no number of them is shown
MOST = 3  # statements of each kind: more cannot be read from the back of a room


@login_not_required
@never_cache
@require_GET
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen; `?seen=` asks for it only if something else is to be shown by now."""
    here = queries.find_dialogue(request.user, slug)
    may = rules.may_show_to_all(here)
    mark = f"{here.state}.{_people(here)}.{here.statement_count}.{queries.picture_mark(here) if may else 0}"
    may_run = rules.may_run(request.user, here)
    if may_run:
        mark += f".{here.waiting_count}"
    if request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    link = request.build_absolute_uri(here.get_absolute_url())
    page: dict[str, Any] = {
        "dialogue": here, "may": may, "mark": mark, "link": link.partition("://")[2], "code": qr.draw(link),
        "people": _people(here), "bare": True, "may_run": may_run, "most": MOST,
    }  # fmt: skip
    if may:
        result = result_of(here)
        groups = [group.clumps for group in result.groups] or ([result.clumps] if result.clumps else [])
        page |= {"result": result, "drawing": seats.draw(groups, None)}
    return render(request, "dialogues/wall.html", page)


def _people(here: Dialogue) -> int:
    return here.voter_count if here.voter_count >= FEWEST else 0
