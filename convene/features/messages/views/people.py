"""Who may write to me, and whom I have blocked."""

from __future__ import annotations

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....core.contact import actions, rules
from ....core.contact.queries import blocks_of, preference_of
from ..forms import AcceptForm
from .find import member, person


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """From whom I take messages."""
    me = member(request)
    chosen = preference_of(me)
    form = AcceptForm(request.POST or None, initial={"accepts": chosen.accepts, "by_mail": chosen.by_mail})
    if form.is_valid():
        actions.accept_from(me, **form.cleaned_data)
        said.success(request, _("Your choice is saved."))
        return redirect("messages:settings")
    context = {"form": form, "tab": "messages", "blocks": blocks_of(me)}
    return render(request, "private_messages/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, handle: str) -> HttpResponse:
    """Hear nothing more from somebody, after asking once more."""
    somebody = person(request, handle)
    if request.method == "POST":
        actions.block(member(request), somebody)
        said.success(request, _("You will hear nothing more from %(name)s.") % {"name": somebody.name})
        return redirect("messages:settings")
    ruling = rules.may_block(request.user, somebody)
    context = {"person": somebody, "ruling": ruling}
    return render(request, "private_messages/block.html", context, status=200 if ruling else 403)


@require_POST
def unblock(request: HttpRequest, handle: str) -> HttpResponse:
    """End a block."""
    somebody = person(request, handle)
    actions.unblock(member(request), somebody)
    said.success(request, _("%(name)s can write to you again.") % {"name": somebody.name})
    return redirect("messages:settings")
