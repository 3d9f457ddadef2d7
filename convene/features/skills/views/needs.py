"""What a piece of work needs, beside what the team covers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ....core.frameworks.queries import texts
from ....core.frameworks.texts.shapes import Skills
from ....core.ledger.head import head
from ....core.people.models import User
from ....core.teams.models import Team
from ....lib.ui.forms import Attempt
from .. import actions
from ..forms import NeedForm
from ..models import Need
from ..queries import compare, coverage


@require_GET
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """What is there, what is thin, what is missing."""
    one, text = _need(request, pk), _text()
    seen = coverage(request.user, one.team, text)
    page = {"need": one, "coverage": seen, "compared": compare(one, seen), "crumbs": _crumbs(one.team)}
    return render(request, "skills/need.html", page)


@require_http_methods(["GET", "POST"])
def add_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one down."""
    team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
    return _form(request, team, None)


@require_http_methods(["GET", "POST"])
def edit_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it otherwise."""
    one = _need(request, pk)
    return _form(request, one.team, one)


@require_http_methods(["GET", "POST"])
def remove_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete it, after being asked once more."""
    one = _need(request, pk)
    if request.method == "POST":
        actions.remove_need(cast(User, request.user), one)
        messages.success(request, _("It is deleted."))
        return redirect("skills:team", one.team_id)
    page = {
        "title": _("Delete %(name)s?") % {"name": one.name},
        "text": _("The list of skills goes. Nobody's answers change."),
        "verb": _("Delete it"), "back": one.get_absolute_url(), "danger": True,
    }  # fmt: skip
    return render(request, "confirm.html", page)


def _form(request: HttpRequest, team: Team, one: Need | None) -> HttpResponse:
    text, me = _text(), cast(User, request.user)
    told = {"name": one.name, "skills": one.skills} if one else {}
    form = NeedForm(request.POST if request.method == "POST" else None, text, told)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            if one:
                actions.change_need(me, one, **form.cleaned_data)
            else:
                one = actions.need(me, team, **form.cleaned_data)
            return redirect(one)
    ticked = form["skills"].value() or []
    page = {"team": team, "need": one, "text": text, "form": form, "ticked": ticked, "crumbs": _crumbs(team)}
    return render(request, "skills/need_form.html", page, status=422 if form.errors else 200)


def _need(request: HttpRequest, pk: int) -> Need:
    return get_object_or_404(Need.objects.visible_to(request.user).select_related("team"), pk=pk)


def _text() -> Skills:
    text = texts(head()).skills
    if text is None:
        raise Http404
    return text


def _crumbs(team: Team) -> list[tuple[str, str]]:
    return [(_("Your teams"), reverse("teams:mine")), (team.name, team.get_absolute_url()),
            (_("Skills"), reverse("skills:team", args=[team.pk]))]  # fmt: skip
