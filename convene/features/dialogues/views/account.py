"""What became of a dialogue: the page that everybody reads, and the forms of those who convene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ....core.notifications.actions import read_group
from ....core.steps.queries import of_each
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..forms import AnswerForm, BecameForm, ChangeRecommendationForm, RecommendForm
from ..models import Dialogue, Recommendation
from ..queries import find_dialogue
from .found import crumbs, me, to_run


@login_not_required
@never_cache
@require_GET
def account(request: HttpRequest, slug: str) -> HttpResponse:
    """Each recommendation, who answered what, and what became of it."""
    here = find_dialogue(request.user, slug)
    if request.user.is_authenticated:
        read_group(request.user, here.account_group)
    found, may_run = queries.account_of(here), bool(rules.may_run(request.user, here))
    page = {
        "dialogue": here, "account": found, "crumbs": crumbs(here), "follows": queries.follows(request.user, here),
        "may_account": may_run, "may_recommend": rules.may_recommend(request.user, here),
        "steps": _steps(request, here, found) if may_run and here.team else {},
    }  # fmt: skip
    return render(request, "dialogues/account.html", page)


@sent_from("dialogues:account")
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Be told what becomes of it, or not any more."""
    here = find_dialogue(request.user, slug)
    follows = "stop" not in request.POST
    actions.follow(me(request), here, follows=follows)
    words = _("We tell you at the bell and by mail whenever something comes of it.")
    messages.success(request, words if follows else _("You are not told any more what becomes of it."))
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else reverse("dialogues:account", args=[slug]))


@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what should follow."""
    here = to_run(request, slug)
    require(rules.may_recommend(request.user, here))
    form = RecommendForm(request.POST if request.method == "POST" else None)
    page = {
        "title": _("Write a recommendation"), "verb": _("Publish the recommendation"),
        "statements": here.statements.shown().order_by("number"),
    }  # fmt: skip
    return _written(request, here, form, lambda **said: actions.recommend(me(request), here, **said), page)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note who answered."""
    here, one = _found(request, slug, number)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"who": one.asked_of})
    page = {"title": _("Who answered, and what was decided"), "verb": _("Publish the answer"), "one": one}
    return _written(request, here, form, lambda **said: actions.answer(me(request), one, **said), page)


@require_http_methods(["GET", "POST"])
def became(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note what became of it."""
    here, one = _found(request, slug, number)
    form = BecameForm(request.POST if request.method == "POST" else None)
    page = {"title": _("What became of it"), "verb": _("Publish"), "one": one}
    return _written(request, here, form, lambda **said: actions.tell_what_became(me(request), one, **said), page)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Word it otherwise; what it said before stays."""
    here, one = _found(request, slug, number)
    said = {"text": one.text, "asked_of": one.asked_of, "answer_by": one.answer_by}
    form = ChangeRecommendationForm(request.POST if request.method == "POST" else None, initial=said)
    page = {"title": _("Change a recommendation"), "verb": _("Save"), "one": one, "is_change": True}
    return _written(request, here, form, lambda **said: actions.change_recommendation(me(request), one, **said), page)


def _found(request: HttpRequest, slug: str, number: int) -> tuple[Dialogue, Recommendation]:
    here = to_run(request, slug)
    one = get_object_or_404(Recommendation.objects.for_cards(), dialogue=here, number=min(number, 2**15 - 1))
    return here, one


def _written(
    request: HttpRequest, here: Dialogue, form: Form, do: Callable[..., Any], page: dict[str, Any]
) -> HttpResponse:
    address = reverse("dialogues:account", args=[here.slug])
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            done = do(**form.cleaned_data)
            if done is not None:
                messages.success(request, _("It stands on the page. Those who asked to be told are told."))
            return redirect(address)
    page |= {"dialogue": here, "form": form, "crumbs": crumbs(here, (_("What became of it"), address))}
    return render(request, "dialogues/recommend.html", page, status=422 if form.errors else 200)


def _steps(request: HttpRequest, here: Dialogue, found: list[queries.Recommended]) -> dict[int, Any]:
    """What the team does about each, for its members alone."""
    assert here.team
    of = of_each(me(request), here.team, [f"recommendation:{one.one.pk}" for one in found])
    return {one.one.number: of[f"recommendation:{one.one.pk}"] for one in found}
