"""Add somebody, leave, mute, and note what was read."""

from __future__ import annotations

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.errors import NotPossible, Refusal
from .. import actions
from ..forms import AddForm, ReadForm
from .find import member, named, room


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring somebody in."""
    here = room(request, pk)
    form = AddForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            for person in named(request, form.cleaned_data["to"]):
                actions.add(member(request), here.conversation, person)
                said.success(request, _("%(name)s takes part from now on.") % {"name": person.name})
            return redirect(here.conversation)
        except Refusal as no:
            form.add_error("to", no.sentence)
            status = no.status
    return render(request, "private_messages/add.html", {"room": here, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave, after asking once more."""
    here = room(request, pk)
    if request.method == "POST":
        actions.leave(member(request), here.conversation)
        said.success(request, _("You have left the conversation."))
        return redirect("messages:inbox")
    return render(request, "private_messages/leave.html", {"room": here})


@require_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told no more."""
    here = room(request, pk)
    actions.mute(member(request), here.mine)
    return redirect(here.conversation)


@require_POST
def unmute(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told again."""
    here = room(request, pk)
    actions.unmute(member(request), here.mine)
    return redirect(here.conversation)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how far the reader came; from a form without script, back to the list."""
    here = room(request, pk)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Say up to which message you have read, as a number."))
    actions.mark_read(member(request), here.mine, upto=form.cleaned_data["upto"])
    return redirect("messages:inbox") if "back" in request.GET else HttpResponse(status=204)
