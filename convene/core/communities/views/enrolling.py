"""Rules by which people join: looked at first, then made, and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.errors import Refusal
from ....lib.ruling import require
from .. import actions, rules
from ..forms import EnrolForm
from ..models import Enrolment

if TYPE_CHECKING:
    from ...people.models import User

SHOWN = 100  # of those who would join


@require_http_methods(["GET", "POST"])
def enrolments(request: HttpRequest) -> HttpResponse:
    """All rules, and a new one: the first press shows who would join, the second lets them."""
    require(rules.may_enrol(request.user))
    me, context = cast("User", request.user), cast("dict[str, Any]", {})
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if "apply" in request.POST and request.POST.get("seen") == form.looked_at:
                made = actions.enrol(me, **form.cleaned_data)
                made.refresh_from_db()
                said = ngettext("%(num)s person joined.", "%(num)s people joined.", made.joined_count)
                messages.success(request, said % {"num": made.joined_count})
                return redirect("communities:enrolments")
            meant = actions.drafted(me, **form.cleaned_data).meant()
            context = {"number": meant.count(), "meant": meant.order_by("name", "pk")[:SHOWN]}
        except Refusal as no:
            form.add_error(None, no.sentence)
    rules_kept = Enrolment.objects.select_related("community", "purpose", "made_by").order_by("ended_at", "-made_at")
    context |= {"form": form, "enrolments": rules_kept[:100]}
    return render(request, "communities/enrolments.html", context, status=422 if form.errors else 200)


@require_POST
def end_enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody joins by this rule any more."""
    require(rules.may_enrol(request.user))
    actions.end_enrolment(
        cast("User", request.user), get_object_or_404(Enrolment.objects.select_related("community"), pk=pk)
    )
    return redirect("communities:enrolments")
