"""The outcome, and coming back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from .. import actions, rules
from ..forms import OutcomeForm, ReviewForm
from ..models import Poll
from .find import crumbs_of, member, visible_poll


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was decided."""
    here = visible_poll(request, pk)
    require(rules.may_conclude(request.user, here))
    said = {"text": here.outcome.text, "review_on": here.outcome.review_on} if here.concluded else None
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=said)
    done = _("The outcome is published. Those who took part are told.")
    return _written(request, here, form, actions.conclude, _("The outcome"), _("Publish the outcome"), done)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether it still stands."""
    here = visible_poll(request, pk)
    require(rules.may_review(request.user, here))
    form = ReviewForm(request.POST if request.method == "POST" else None)
    done = _("Noted. Those who took part are told.")
    return _written(request, here, form, actions.review, _("Come back to the outcome"), _("Save"), done)


def _written(
    request: HttpRequest, here: Poll, form: Form, do: Callable[..., Any], title: str, verb: str, done: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            do(member(request), here, **form.cleaned_data)
            messages.success(request, done)
            return redirect(here)
    page = {"poll": here, "form": form, "title": title, "verb": verb, "crumbs": crumbs_of(here)}
    return render(request, "polls/outcome.html", page, status=422 if form.errors else 200)
