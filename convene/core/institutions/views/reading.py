"""Institutions: found, read about, and sorted out by staff."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ....lib.ruling import require
from ....lib.text.countries import countries
from ....lib.ui.drawings.map import Map, draw, view_of
from ....lib.web.numbers import number_in
from ...people.models import User
from .. import actions, queries, rules
from ..models import Institution, Kind, Pair

NEAR = 0.2  # degrees, of the smallest part of the map that somebody chooses
WORDS = {
    "label": gettext_lazy("Institutions"),
    "hint": gettext_lazy("Arrow keys to choose, Enter to open."),
}


@login_not_required
@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """Institutions by name and place, `?q=&kind=&country=&page=`."""
    wish = _wish(request)
    rows, spread = queries.page_of(request.user, wish), queries.spread(request.user, wish)
    kept = {"q": wish.text, "kind": wish.kind, "country": wish.country}
    narrowed = {name: value for name, value in kept.items() if value}
    box = {"box": _written(wish.box)} if wish.box else {}
    page = {
        "wish": wish,
        "rows": rows[: queries.PAGE],
        "has_more": len(rows) > queries.PAGE and wish.page < queries.LAST_PAGE,
        "spread": spread,
        "map": _map(request, wish, spread, narrowed),
        "whole": f"?{urlencode(narrowed)}",
        "base": f"?{urlencode(narrowed | box | {'page': ''})}",
        "kinds": Kind.choices,
        "countries": [(code, countries().get(code, code)) for code in queries.known_countries(request.user)],
        "may_settle": rules.may_settle(request.user),
        "waiting": queries.claims_waiting(request.user),
    }
    return render(request, "institutions/directory.html", page)


@login_not_required
@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """Institutions that begin with what was typed, {found: [{title, url, kind, note}], words}: eight at most."""
    found = [
        {
            "title": one.name, "url": one.get_absolute_url(), "kind": str(one.get_kind_display()),
            "note": one.where or (str(_("closed")) if one.is_closed else ""), "id": one.pk,
        }
        for one in queries.suggestions(request.user, request.GET.get("q", "")[:100])
    ]  # fmt: skip
    answer = JsonResponse({"found": found, "words": {name: str(words) for name, words in WORDS.items()}})
    patch_cache_control(answer, private=True, max_age=30)
    return answer


@login_not_required
@require_GET
def institution(request: HttpRequest, pk: int) -> HttpResponse:
    """One institution; of what turned out to be another, that other one."""
    one = get_object_or_404(Institution.objects.select_related("merged_into"), pk=pk)
    if one.merged_into:
        return redirect(one.merged_into, permanent=True)
    get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    viewer = request.user
    page = {
        "institution": one,
        "crumbs": [(_("Institutions"), reverse("institutions:directory"))],
        "about": queries.page_about(viewer, one),
        "may_belong": rules.may_belong(viewer, one),
        "may_edit": rules.may_edit(viewer, one),
        "may_claim": rules.may_claim(viewer, one),
    }
    return render(request, "institutions/institution.html", page)


@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest) -> HttpResponse:
    """What may be one institution, for staff to decide."""
    require(rules.may_settle(request.user))
    if request.method == "POST":
        waiting = Pair.objects.select_related("first", "second")
        pair = get_object_or_404(waiting, pk=number_in(request.POST.get("pair", "")))
        is_one = request.POST.get("answer") == "one"
        actions.settle(cast(User, request.user), pair, is_one=is_one)
        said = _("“%(name)s” is one institution now.") if is_one else _("“%(name)s” stays two institutions.")
        messages.success(request, said % {"name": pair.first})
        return redirect("institutions:pairs")
    crumbs = [(_("Institutions"), reverse("institutions:directory"))]
    return render(request, "institutions/pairs.html", {"pairs": queries.pairs(), "crumbs": crumbs})


def _map(request: HttpRequest, wish: queries.Wish, spread: queries.Spread, narrowed: dict[str, str]) -> Map | None:
    """The map of what fits, where anything is known to lie somewhere."""
    if not spread.box:
        return None
    view = view_of(spread.box, NEAR) if wish.box else view_of(spread.box)
    groups = queries.groups(request.user, wish, view, lambda box: f"?{urlencode(narrowed | {'box': _written(box)})}")
    return draw(view, groups)


def _wish(request: HttpRequest) -> queries.Wish:
    """What the address says, as far as it makes sense."""
    said = request.GET
    asked, kind, country = said.get("page", ""), said.get("kind", ""), said.get("country", "").upper()
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    return queries.Wish(
        " ".join(said.get("q", "").split())[:100], kind if kind in Kind.values else "",
        country if country in countries() else "", min(max(number, 1), queries.LAST_PAGE), _box(said.get("box", "")),
    )  # fmt: skip


def _box(said: str) -> queries.Box | None:
    """West, south, east and north with commas between them; None for what is no part of the earth."""
    try:
        west, south, east, north = (float(one) for one in said[:80].split(","))
    except ValueError:
        return None
    return (west, south, east, north) if -540 <= west < east <= 540 and -180 <= south < north <= 180 else None


def _written(box: queries.Box) -> str:
    return ",".join(f"{degrees:.4f}".rstrip("0").rstrip(".") for degrees in box)
