"""Where forms send what is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...lib.errors import NotPossible
from . import actions
from .forms import DiscardForm, DraftForm

if TYPE_CHECKING:
    from ..people.models import User


@require_POST
def keep(request: HttpRequest, place: str) -> HttpResponse:
    """Keep what is being written."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("This draft cannot be kept. Save your text in a file of your own, and reload the page."))
    kept = actions.keep(cast("User", request.user), place, **form.cleaned_data)
    return JsonResponse({"version": kept.version if kept else 0, "other": kept.other if kept else ""})


@require_POST
def discard(request: HttpRequest, place: str) -> HttpResponse:
    """Let it go, and show the form as it stands without it."""
    form = DiscardForm(request.POST)
    actions.let_go(cast("User", request.user), place)
    back = form.cleaned_data["back"] if form.is_valid() else ""
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "home:home")
