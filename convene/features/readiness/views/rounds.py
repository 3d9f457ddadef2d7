"""A team's readiness: its rounds, what each person says in them, and what they came to."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.frameworks.models import Kind
from ....core.frameworks.queries import texts
from ....core.notifications.actions import read_group
from ....core.people.models import User
from ....core.rounds.actions import AFTER
from ....core.rounds.models import Round
from ....core.steps.queries import of_each
from ....core.teams.models import Side, Team
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from .. import actions, queries, rules
from ..forms import CloseForm, RubricForm, SheetForm
from ..queries.sides import comparison

KINDS = (Kind.READINESS, Kind.RUBRIC)


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """All rounds of a team, and the way into the next."""
    team = get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)
    rounds = queries.rounds_of(team, Kind.READINESS)
    page = {
        "team": team, "text": texts().readiness, "rounds": rounds, "crumbs": _crumbs(team),
        "open": next((one for one in rounds if one.is_open), None), "members": team.members.count(),
    }  # fmt: skip
    return render(request, "readiness/record.html", page)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round, and go to one's own sheet."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    return redirect("readiness:sheet", actions.begin(cast(User, request.user), team).pk)


@require_GET
def round(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an open round is, or what a closed one came to."""
    one = _round(request, pk)
    viewer = cast(User, request.user)
    read_group(viewer, one.group)
    page = {
        "round": one, "team": one.team, "text": queries.text_of(one), "crumbs": _crumbs(one.team, one.kind),
        "moment": _moment(one), "may_rate": rules.may_rate(viewer, one), "newer": _newer(one),
    }  # fmt: skip
    if one.is_open:
        sheet, _said = queries.sheet_of(viewer, one)
        page |= {"sheet": sheet, "shared": queries.how_many_shared(one), "members": one.team.members.count()}
    elif one.kind == Kind.READINESS:
        result, text = queries.result(one), texts().readiness
        abouts = [f"dimension:{step.dimension.key}" for step in result.steps]
        page |= {
            "result": result, "actions": of_each(viewer, one.team, abouts, round=one),
            "in_force": {each.key for each in text.dimensions} if text else (),
        }  # fmt: skip
    else:
        page["compared"] = comparison(one)
    return render(request, f"readiness/{'round' if one.kind == Kind.READINESS else 'sides'}.html", page)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Rate alone; kept as a draft, then shared."""
    one = _round(request, pk)
    viewer = cast(User, request.user)
    require(rules.may_rate(viewer, one))
    mine, said = queries.sheet_of(viewer, one)
    form = (SheetForm if one.kind == Kind.READINESS else RubricForm)(
        queries.text_of(one), said, request.POST if request.method == "POST" else None,
        initial={"is_named": mine.is_named, "may_stand_alone": mine.may_stand_alone} if mine else {},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form) as attempt:
                if "HX-Request" not in request.headers:
                    return _said_by(request, one, form)
                mine, status = actions.keep_draft(viewer, one, said=form.said), 200
            status = attempt.status if form.errors else status
    sides = list(one.team.members.values_list("person", "side"))
    side = dict(sides)[viewer.pk]
    page = {
        "round": one, "team": one.team, "form": form, "sheet": mine, "last": queries.last_said(viewer, one),
        "crumbs": [*_crumbs(one.team, one.kind), _crumb(one)], "moment": _moment(one), "newer": _newer(one),
        "alone": len(sides) == 1, "side": side, "alone_there": [where for _who, where in sides].count(side) == 1,
    }  # fmt: skip
    return render(request, f"readiness/{'sheet' if one.kind == Kind.READINESS else 'side'}.html", page, status=status)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round, and say when the team comes back."""
    one = _round(request, pk)
    require(rules.may_finish(request.user, one))
    form = CloseForm(request.POST if request.method == "POST" else None, on=timezone.localdate() + AFTER)
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "revisit_on"):
            actions.close(cast(User, request.user), one, **form.cleaned_data)
            messages.success(request, _("The round is closed. This is what you found."))
            return redirect(_address(one))
    page = {
        "round": one, "form": form, "shared": queries.how_many_shared(one), "members": one.team.members.count(),
        "crumbs": [*_crumbs(one.team, one.kind), _crumb(one)],
    }  # fmt: skip
    return render(request, "readiness/close.html", page, status=422 if form.errors else 200)


@require_GET
def moments(request: HttpRequest, pk: int) -> HttpResponse:
    """The moments of the rubric, and a team's rounds at each."""
    team = get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)
    rounds, text = queries.rounds_of(team, Kind.RUBRIC), texts().rubric
    by_moment: dict[str, list[Round]] = {one.key: [] for one in text.moments} if text else {}
    for one in rounds:
        by_moment.setdefault(one.stage, []).append(one)
    page = {
        "team": team, "text": text, "by_moment": by_moment, "crumbs": _crumbs(team),
        "moments": {one.key: one for one in text.moments} if text else {},
        "partners": team.members.filter(side=Side.PARTNER).count(),
    }  # fmt: skip
    return render(request, "readiness/moments.html", page)


@require_POST
def begin_moment(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a round of the rubric at a moment, and go to one's own sheet."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    moment = request.POST.get("moment", "")
    return redirect("readiness:sheet", actions.begin_moment(cast(User, request.user), team, moment=moment).pk)


def _said_by(request: HttpRequest, one: Round, form: SheetForm | RubricForm) -> HttpResponse:
    viewer = cast(User, request.user)
    if "share" in request.POST:
        given = form.cleaned_data
        actions.share(
            viewer, one, said=form.said, is_named=given["is_named"], may_stand_alone=given.get("may_stand_alone", False)
        )
        messages.success(request, _("Shared. It counts when the round is closed; until then you can change it."))
    else:
        actions.keep(viewer, one, said=form.said)
        messages.success(request, _("Kept for you alone. It does not count until you share it."))
    return redirect(_address(one))


def _round(request: HttpRequest, pk: int) -> Round:
    rounds = Round.objects.visible_to(request.user).for_cards().filter(kind__in=KINDS)
    return get_object_or_404(rounds, pk=pk)


def _newer(one: Round) -> bool:
    """Whether the network has another text since an open round began."""
    return one.is_open and getattr(texts(), one.kind) != queries.text_of(one)


def _address(one: Round) -> str:
    return reverse("readiness:round", args=[one.pk])


def _crumb(one: Round) -> tuple[str, str]:
    return _("Round %(number)s") % {"number": one.number}, _address(one)


def _moment(one: Round) -> object:
    """What the text calls the moment of a round of the rubric."""
    moments = queries.text_of(one).moments if one.kind == Kind.RUBRIC else ()
    return next((moment for moment in moments if moment.key == one.stage), None)


def _crumbs(team: Team, kind: str = "") -> list[tuple[str, str]]:
    above = {
        Kind.READINESS: (_("Readiness"), reverse("readiness:record", args=[team.pk])),
        Kind.RUBRIC: (_("Rubric"), reverse("readiness:moments", args=[team.pk])),
    }
    crumbs = [(_("Your teams"), reverse("teams:mine")), (team.name, team.get_absolute_url())]
    return [*crumbs, above[Kind(kind)]] if kind else crumbs
