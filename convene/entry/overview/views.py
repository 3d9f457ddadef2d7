"""How communities are doing, on pages and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ...core.communities.models import Community
from ...core.communities.pages import in_community
from ...core.communities.rules import role_of
from ...lib.ruling import require
from ...lib.text.cells import guarded
from . import queries, rules
from .models import Figures


@require_GET
@in_community
def community(request: HttpRequest, here: Community) -> HttpResponse:
    """How one community is doing, for its leaders."""
    require(rules.may_see(request.user, here))
    figures = Figures.objects.filter(community=here).first()
    if figures:
        figures.community = here
    context = {
        "community": here, "role": role_of(request.user, here), "figures": figures,
        "waiting": queries.waiting(request.user, here), "few": queries.FEW,
    }  # fmt: skip
    if figures:
        context |= {
            "row": queries.row_of(figures), "middle": queries.medians(queries.rows()),
            "weeks": queries.weeks(here), "lively": queries.lively(request.user, figures),
        }  # fmt: skip
    return render(request, "overview/community.html", context)


@require_GET
@in_community
def community_csv(request: HttpRequest, here: Community) -> HttpResponse:
    """The weeks of one community."""
    require(rules.may_see(request.user, here))
    heads = ["week", "posts", "active members", "median hours to first reply, four weeks"]
    found = [[one.start.isoformat(), one.posts, _cell(one.active), _cell(one.hours)] for one in queries.weeks(here)]
    return _csv(f"{here.slug}-overview.csv", heads, found)


@require_GET
def network(request: HttpRequest) -> HttpResponse:
    """All communities side by side, for staff."""
    require(rules.may_see_all(request.user))
    found = queries.rows()
    context = {"rows": found, "middle": queries.medians(found), "few": queries.FEW}
    return render(request, "overview/network.html", context)


@require_GET
def network_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    require(rules.may_see_all(request.user))
    heads = ["community", "questions without a reply", "members", "newcomers in 30 days", "newcomers who posted",
             "active members in 30 days", "median hours to first reply in 90 days", "quiet members"]  # fmt: skip
    found = (
        [row.community.name, row.community.unanswered_count, *(_cell(getattr(row, name)) for name in queries.NUMBERS)]
        for row in queries.rows()
    )
    return _csv("overview.csv", heads, found)


def _cell(value: float | None) -> float | str:
    """A number, or that it may not be shown."""
    if value is None:
        return _("fewer than 5 people")
    return round(value, 1)


def _csv(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return response
