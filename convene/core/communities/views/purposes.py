"""What newcomers are offered, by why they come: for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from .. import actions, rules
from ..forms import PurposeForm
from ..models import Community, Purpose

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
def purposes(request: HttpRequest) -> HttpResponse:
    """All purposes; on a site without any, ready-made ones are offered."""
    require(rules.may_word_purposes(request.user))
    if request.method == "POST":
        made = actions.adopt_purposes(cast("User", request.user))
        messages.success(
            request, _("There are %(number)s purposes now. Change them as you like.") % {"number": len(made)}
        )
        return redirect("communities:purposes")
    listed = Purpose.objects.prefetch_related("suggestions__community")
    return render(request, "communities/purposes.html", {"purposes": listed})


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """One purpose, known or new: its words, and why each community suits it."""
    require(rules.may_word_purposes(request.user))
    known = get_object_or_404(Purpose, pk=pk) if pk else None
    homes = list(Community.objects.exclude(state="archived").exclude(visibility="hidden"))
    form = PurposeForm(homes, request.POST if request.method == "POST" else None, purpose=known)
    if request.method == "POST" and known and "remove" in request.POST:
        actions.take_purpose_away(cast("User", request.user), known)
        messages.success(request, _("Newcomers are not offered that any more."))
        return redirect("communities:purposes")
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "label"):
            actions.word_purpose(cast("User", request.user), known, suggestions=form.suggestions, **form.said)
            messages.success(request, _("Saved."))
            return redirect("communities:purposes")
    context = {"form": form, "purpose": known}
    return render(request, "communities/purpose.html", context, status=422 if form.errors else 200)
