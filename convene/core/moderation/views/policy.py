"""How a site and its communities are moderated, and the words that they look out for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.numbers import number_in
from ...communities.models import Community
from ...communities.pages import in_community
from ...communities.rules import role_of
from .. import actions, rules
from ..forms import PolicyForm, TryForm, WordForm
from ..models import Policy
from ..queries.policy import SAID, InForce, in_force
from ..queries.words import all_in, words_of

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """The whole site's policy."""
    return _policy(request, None)


@require_http_methods(["GET", "POST"])
@in_community
def community(request: HttpRequest, here: Community) -> HttpResponse:
    """A community's policy."""
    return _policy(request, here)


def _policy(request: HttpRequest, here: Community | None) -> HttpResponse:
    require(rules.may_set_policy(request.user, here))
    now = Policy.objects.filter(community=here).first()
    above = in_force(None) if here else InForce()
    initial = {name: getattr(now, name) for name in SAID} if now else {}
    form = PolicyForm(above, here is None, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.set_policy(cast("User", request.user), here, **form.said)
            messages.success(request, _("Saved."))
            return redirect(request.path)
    return render(
        request, "moderation/policy.html", _context(request, here, "policy") | {"form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def site_words(request: HttpRequest) -> HttpResponse:
    """The words that are looked out for everywhere."""
    return _words(request, None)


@require_http_methods(["GET", "POST"])
@in_community
def words(request: HttpRequest, here: Community) -> HttpResponse:
    """The words that a community looks out for."""
    return _words(request, here)


def _words(request: HttpRequest, here: Community | None) -> HttpResponse:
    """The list; `try` shows what a text would be caught by, `remove` takes a word off, else one is added."""
    require(rules.may_set_policy(request.user, here))
    viewer, data = cast("User", request.user), request.POST
    form, trying, caught = WordForm(), TryForm(), None
    if request.method == "POST" and "remove" in data:
        actions.remove_word(viewer, get_object_or_404(words_of(here), pk=number_in(data["remove"])))
        messages.success(request, _("Removed."))
        return redirect(request.path)
    if request.method == "POST" and "text" in data:
        trying = TryForm(data)
        caught = all_in(trying.cleaned_data["text"], here) if trying.is_valid() else None
    elif request.method == "POST":
        form = WordForm(data)
        if form.is_valid():
            with Attempt(form, "pattern"):
                actions.add_word(viewer, here, **form.cleaned_data)
                messages.success(request, _("Added. It holds for what is written from now on."))
                return redirect(request.path)
    context = _context(request, here, "words") | {
        "words": words_of(here), "form": form, "trying": trying, "caught": caught
    }  # fmt: skip
    return render(request, "moderation/words.html", context, status=422 if form.errors or trying.errors else 200)


def _context(request: HttpRequest, here: Community | None, part: str) -> dict[str, object]:
    if here is None:
        places = {"policy": reverse("moderation:site_policy"), "words": reverse("moderation:site_words")}
        return {"community": None, "part": part, "places": places}
    places = {
        "policy": reverse("moderation:policy", args=[here.slug]), "words": reverse("moderation:words", args=[here.slug])
    }  # fmt: skip
    return {
        "community": here, "role": role_of(request.user, here), "tab": "settings", "part": part, "places": places
    }  # fmt: skip
