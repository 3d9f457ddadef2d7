"""What votes came to: the page for those who take part, and the report for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ....lib.ruling import require
from ....lib.ui.drawings import seats
from ....lib.web import live
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..queries import find_dialogue, seat
from ..queries.results import LETTERS, SIDES, Result, result_of
from . import voter
from .found import crumbs, me, to_run

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


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
        own = seat(here, voter.key(request, voter.way_of(request, here)))
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
@require_http_methods(["GET", "POST"])
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it as a ZIP file, for those who convene it: ask for it, see how far it is, fetch it."""
    here = to_run(request, slug)
    require(rules.may_finish(request.user, here))
    if request.method == "POST":
        actions.ask_for_pack(me(request), here)
        return redirect("dialogues:data", slug)
    packs = list(here.packs.all()[:5])
    making = next((one for one in packs if one.made_at is None and one.is_awaited), None)
    page: dict[str, Any] = {"dialogue": here, "crumbs": crumbs(here), "making": making}
    page["packs"] = [one for one in packs if one.is_there]
    if making:
        page["stream"] = live.address(live.mint([making.channel, f"person:{me(request).pk}"], me(request).pk))
    return render(request, "dialogues/data.html", page)


@never_cache
@require_GET
def fetch_data(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The file."""
    here = to_run(request, slug)
    require(rules.may_finish(request.user, here))
    found = get_object_or_404(here.packs.to_fetch(), pk=pk)
    try:
        content = found.content.open()
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=f"dialogue-{slug}.zip", content_type="application/zip")
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@sent_from("dialogues:data", "slug")
def remove_data(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file away before its time."""
    here = to_run(request, slug)
    actions.remove_pack(me(request), get_object_or_404(here.packs.select_related("dialogue"), pk=pk))
    messages.success(request, _("That file is deleted."))
    return redirect("dialogues:data", slug)


@sent_from("dialogues:results")
def name_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Give groups and sides of the map names."""
    here = to_run(request, slug)
    names = {place: request.POST[place] for place in (*LETTERS, *SIDES) if place in request.POST}
    actions.name_map(me(request), here, names=names)
    messages.success(request, _("Saved. The names stand on the result and in the report."))
    return redirect("dialogues:results", slug)


def _by_number(own: queries.Seat) -> dict[int, int]:
    return {line.number: vote for line, vote in own.voted()}


def _drawn(result: Result, you: tuple[float, float, object] | None) -> seats.Seats:
    groups = [group.clumps for group in result.groups] or ([result.clumps] if result.clumps else [])
    return seats.draw(groups, (you[0], you[1]) if you else None)
