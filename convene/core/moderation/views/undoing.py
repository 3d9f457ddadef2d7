"""Everything of one account, taken down and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....lib.errors import Refusal
from ....lib.ruling import require
from ...notifications.actions import read_group
from .. import actions, rules
from ..forms import UndoForm
from ..models import Undoing
from .people import SITE, found_person, places_of

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, handle: str) -> HttpResponse:
    """Take down everything that a person wrote, after asking once more."""
    viewer = cast("User", request.user)
    require(rules.may_see_queue(viewer))
    who = found_person(viewer, handle)
    here = places_of(viewer, who)
    choices = [(one.slug, str(one)) for one in here]
    if viewer.is_staff:
        choices.insert(0, (SITE, _("Everywhere, and suspend the account")))
    if not choices:
        raise Http404
    form, status = UndoForm(choices, request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            where = form.cleaned_data["where"]
            community = None if where == SITE else here.get(slug=where)
            try:
                return redirect(actions.undo_account(viewer, who, community, reason=form.cleaned_data["reason"]))
            except Refusal as no:
                form.add_error("reason", no.sentence)
                status = no.status
    return render(request, "moderation/undo.html", {"who": who, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; it can be reversed when it is done."""
    viewer = cast("User", request.user)
    steps = Undoing.objects.visible_to(viewer).select_related("person", "community", "by", "reversed_by")
    here = get_object_or_404(steps, pk=pk)
    if request.method == "POST":
        actions.reverse_undoing(viewer, here)
        messages.success(request, _("It comes back, bit by bit."))
        return redirect(here)
    read_group(viewer, here.group)
    context = {
        "undoing": here,
        "taken": here.things.count(),
        "left": here.things.filter(restored_at=None).count(),
        "may_undo": rules.may_undo(viewer, here.person, here.community),
    }
    return render(request, "moderation/undoing.html", context)
