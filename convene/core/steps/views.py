"""Pages of actions: a team's, and one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...lib.ruling import require
from ...lib.ui.forms import Attempt
from ..notifications.actions import choose_mail, read_group
from ..notifications.queries import by_mail
from ..people.models import User
from ..rounds.models import Round
from ..teams.models import Team
from . import actions, queries, rules
from .forms import DropForm, FinishForm, StepForm
from .models import Step, group_of

if TYPE_CHECKING:
    from django.forms import Form


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I have to do, in all my teams."""
    found = queries.mine(_me(request))
    context = {
        "steps": found, "names": queries.names(step.about for step in found), "by_mail": by_mail(_me(request), "steps"),
    }  # fmt: skip
    return render(request, "steps/mine.html", context)


@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """What a team has to do, and what became of the rest."""
    return _list(request, _team(request, pk))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an action, alone or from the page of what it is about."""
    here = _team(request, pk)
    require(rules.may_add(request.user, here))
    if request.method != "POST":
        return _list(request, here)
    form = StepForm(here, request.POST)
    if form.is_valid():
        with Attempt(form):
            about, of = request.POST.get("about", ""), _round(request, here)
            actions.add(_me(request), here, **form.cleaned_data, about=about, round=of)
            messages.success(request, _("It is written down."))
            return redirect(_back(request, reverse("steps:team", args=[here.pk])))
    return _list(request, here, form)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word an action anew, give it to somebody, move its day."""
    step = _step(request, pk)
    require(rules.may_change(request.user, step))
    told = {"text": step.text, "owner": step.owner_id, "due_on": step.due_on}
    form = StepForm(step.team, request.POST if request.method == "POST" else None, initial=told)
    return _asked(request, step, form, actions.change, _("Change the action"), _("Save"), _("Saved."))


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done: what came of it?"""
    step = _step(request, pk)
    require(rules.may_finish(request.user, step))
    form = FinishForm(request.POST if request.method == "POST" else None)
    return _asked(request, step, form, actions.finish, _("Done: what came of it?"), _("It is done"), _("Well done."))


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go, and say why."""
    step = _step(request, pk)
    require(rules.may_drop(request.user, step))
    form = DropForm(request.POST if request.method == "POST" else None)
    return _asked(request, step, form, actions.drop, _("Drop this action?"), _("Drop it"), _("It is dropped."))


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Do it oneself."""
    step = _step(request, pk)
    actions.take_over(_me(request), step)
    messages.success(request, _("This is yours now."))
    return redirect(_back(request, step.get_absolute_url()))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with it."""
    step = _step(request, pk)
    actions.reopen(_me(request), step)
    messages.success(request, _("It is open again."))
    return redirect(_back(request, step.get_absolute_url()))


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Have reminders mailed, or not."""
    wanted = request.POST.get("by_mail") == "yes"
    choose_mail(_me(request), about="steps", by_mail=wanted)
    too, at_bell = _("From now on reminders come by mail too."), _("Reminders stand at the bell alone.")
    messages.success(request, too if wanted else at_bell)
    return redirect("steps:mine")


def _list(request: HttpRequest, here: Team, form: StepForm | None = None) -> HttpResponse:
    read_group(_me(request), group_of(here.pk))
    rows = Step.objects.visible_to(request.user).filter(team=here).for_cards()
    still = list(rows.open().soonest_first()[: queries.MOST])
    over = list(rows.exclude(done_at=None).order_by("-done_at")[: queries.MOST_OVER])
    crumbs = [(_("Your teams"), reverse("teams:mine")), (here.name, here.get_absolute_url())]
    context = {
        "team": here, "open": still, "over": over, "form": form or StepForm(here), "crumbs": crumbs,
        "names": queries.names(step.about for step in (*still, *over)),
    }  # fmt: skip
    return render(request, "steps/team.html", context, status=422 if form else 200)


def _asked(
    request: HttpRequest, step: Step, form: Form, do: Callable[..., None], title: str, verb: str, said: str
) -> HttpResponse:
    """A page with a form about one action; what it says is done."""
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            do(_me(request), step, **form.cleaned_data)
            messages.success(request, said)
            return redirect(_back(request, step.get_absolute_url()))
    back = _back(request, step.get_absolute_url())
    context: dict[str, Any] = {"step": step, "form": form, "title": title, "verb": verb, "back": back}
    return render(request, "steps/form.html", context, status=422 if form.errors else 200)


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _team(request: HttpRequest, pk: int) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user).for_cards(), pk=pk)


def _step(request: HttpRequest, pk: int) -> Step:
    return get_object_or_404(Step.objects.visible_to(request.user).for_cards(), pk=pk)


def _round(request: HttpRequest, here: Team) -> Round | None:
    given = request.POST.get("round", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    return Round.objects.visible_to(request.user).filter(team=here, pk=given).first()


def _back(request: HttpRequest, otherwise: str) -> str:
    """The page that one came from, if it is ours."""
    back = request.POST.get("back") or request.GET.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if is_ours and back.startswith("/") else otherwise
