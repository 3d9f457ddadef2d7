"""Pages about what is mine: a copy of it, and leaving for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ....lib.ruling import Ruling, require
from ....lib.web import live
from .. import actions, queries, rules
from ..forms import CloseForm, LeaveForm
from ..models import GRACE, Export, How, User
from .proof import still_you

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Copies of everything of mine, and the way out."""
    me = _me(request)
    exports = list(Export.objects.visible_to(me)[:5])
    making = next((one for one in exports if one.made_at is None), None)
    page = {"tab": "data", "exports": [one for one in exports if one.made_at], "making": making}
    if making:
        page["stream"] = live.address(live.mint([making.channel, f"person:{me.pk}"], me.pk))
    return render(request, "people/data.html", page)


@require_POST
@still_you
def export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy."""
    me = _me(request)
    actions.export(me, me)
    messages.success(request, _("We make the copy now. You get a mail when it is ready."))
    return redirect("people:data")


@require_safe
def fetch_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The copy, to the person alone."""
    me = _me(request)
    found = get_object_or_404(Export.objects.visible_to(me) & Export.objects.to_fetch(), pk=pk)
    try:
        content = found.content.open()
    except FileNotFoundError:
        raise Http404 from None
    made = found.made_at or found.asked_at
    answer = FileResponse(content, as_attachment=True, filename=f"{slugify(me.name) or 'export'}-{made:%Y-%m-%d}.zip")
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_POST
def remove_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a copy away before its time."""
    me = _me(request)
    actions.remove_export(me, get_object_or_404(Export.objects.visible_to(me), pk=pk))
    messages.success(request, _("That copy is deleted."))
    return redirect("people:data")


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What becomes of what I wrote: the first of two questions."""
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("people:leave_now", form.cleaned_data["how"])
    page = {"tab": "data", "form": form, "hints": _hints(), "reasons": queries.to_settle(_me(request))}
    return render(request, "people/leave.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@still_you
def leave_now(request: HttpRequest, how: str) -> HttpResponse:
    """The second question; afterwards I am signed out everywhere."""
    me = _me(request)
    if how not in How.values:
        raise Http404
    if request.method == "POST":
        gone = actions.leave(me, me, how=how)
        logout(request)
        return render(request, "people/left.html", {"leaves_at": gone.leaves_at})
    require(_may_leave(me, me))
    page = {"tab": "data", "how": how, "means": _hints()[how], "label": How(how).label, "days": GRACE.days}
    return render(request, "people/leave_now.html", page)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, handle: str) -> HttpResponse:
    """Staff close an account for somebody who asked."""
    me, person = _me(request), _person(request, handle)
    require(rules.may_close_for(me, person) and _may_leave(me, person))
    form = CloseForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.leave(me, person, how=form.cleaned_data["how"])
        messages.success(request, _("The account will be closed in %(days)s days.") % {"days": GRACE.days})
        return redirect(person)
    page = {"form": form, "person": person, "days": GRACE.days}
    return render(request, "people/close.html", page, status=422 if form.errors else 200)


@require_POST
def keep_open(request: HttpRequest, handle: str) -> HttpResponse:
    """Staff stop the closing of an account."""
    me, person = _me(request), _person(request, handle)
    require(rules.may_close_for(me, person))
    actions.stay(me, person)
    messages.success(request, _("The account stays open."))
    return redirect(person)


def _may_leave(actor: User, person: User) -> Ruling:
    is_making = person.exports.in_the_making().exists()
    return rules.may_leave(actor, person, is_making=is_making, reasons=queries.to_settle(person))


def _person(request: HttpRequest, handle: str) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), handle=handle)


def _hints() -> dict[str, str]:
    return {
        How.KEEP: _("Your posts and messages stay as they are, with your name. The rest of your profile is deleted."),
        How.ANONYMOUS: _(
            "Your posts and messages stay, and say “A former member” instead of your name. Their words and the names "
            "of their files are not changed: look whether they tell who you are."
        ),
        How.REMOVE: _(
            "The words, pictures and files of your posts and messages are deleted. Where somebody replied, a line says "
            "that its author removed it."
        ),
    }


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
