"""What votes came to: the page for those who take part, and the report for everybody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ....lib.late import late
from ....lib.ruling import require
from ....lib.ui.drawings import seats
from .. import actions, queries, rules
from ..queries import find_dialogue, seat
from ..queries.results import LETTERS, Result, result_of
from . import voter
from .found import crumbs, me, to_run

carrying: Any = late("convene.features.dialogues.carrying")  # brings numpy along, which pages do not need


@login_not_required
@never_cache
@require_GET
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The map with "you" on it, what all share, what divides, what each group holds, and how sure that is."""
    here = find_dialogue(request.user, slug)
    may = rules.may_see_results(request.user, here)
    page: dict[str, Any] = {"dialogue": here, "may": may, "crumbs": crumbs(here), "community": None}
    page["may_run"] = rules.may_run(request.user, here)
    if may:
        result = result_of(here)
        own = seat(here, voter.key(request, here))
        you = result.seat_of(_by_number(own)) if own and result.state in {"settled", "unsettled"} else None
        page |= {"result": result, "drawing": _drawn(result, you), "you": you, "has_begun": bool(own and own.votes)}
        page["may_finish"] = rules.may_finish(request.user, here)
    return render(request, "dialogues/results.html", page)


@login_not_required
@never_cache
@require_GET
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for paper, with the method on a page and every statement with its counts."""
    here = find_dialogue(request.user, slug)
    require(rules.may_see_results(request.user, here))
    result = result_of(here)
    page = {
        "dialogue": here, "result": result, "drawing": _drawn(result, None), "you": None, "crumbs": crumbs(here),
        "account": queries.account_of(here),
    }  # fmt: skip
    return render(request, "dialogues/report.html", page)


@never_cache
@require_GET
def data(request: HttpRequest, slug: str) -> FileResponse:
    """All of it as a ZIP file, for those who convene it."""
    here = to_run(request, slug)
    require(rules.may_finish(request.user, here))
    file = carrying.pack(here, request.build_absolute_uri(here.get_absolute_url()))
    return FileResponse(file, as_attachment=True, filename=f"dialogue-{here.slug}.zip", content_type="application/zip")


@require_POST
def name_groups(request: HttpRequest, slug: str) -> HttpResponse:
    """Give groups names."""
    here = to_run(request, slug)
    names = {at: request.POST[letter] for at, letter in enumerate(LETTERS) if letter in request.POST}
    actions.name_groups(me(request), here, names=names)
    messages.success(request, _("Saved. The names stand on the result and in the report."))
    return redirect("dialogues:results", slug)


def _by_number(own: queries.Seat) -> dict[int, int]:
    return {line.number: vote for line, vote in own.voted()}


def _drawn(result: Result, you: tuple[float, float, object] | None) -> seats.Seats:
    groups = [group.clumps for group in result.groups] or ([result.clumps] if result.clumps else [])
    return seats.draw(groups, (you[0], you[1]) if you else None)
