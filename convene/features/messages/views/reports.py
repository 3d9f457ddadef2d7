"""Ask the staff for help with a message; what was asked, and what they answered."""

from __future__ import annotations

from django.contrib import messages as said
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ....core.notifications.actions import read_group
from .. import actions, rules
from ..forms import AnswerForm, ReportForm
from ..models import Report
from ..queries import neighbours
from .find import member, visible_message

MOST = 100


@require_http_methods(["GET", "POST"])
def ask_for_help(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand a message to the staff, with as much around it as one chooses."""
    here = visible_message(request, pk, number)
    near, ruling = neighbours(request.user, here), rules.may_report(request.user, here)
    form = ReportForm(request.POST or None, numbers=[one.number for one in near])
    if form.is_valid():
        also = [int(one) for one in form.cleaned_data["also"]]
        made = actions.report(member(request), here, reason=form.cleaned_data["reason"], also=also)
        said.success(request, _("The staff have it now. You are told when somebody has answered."))
        return redirect(made)
    chosen = form["also"].value() or []
    context = {"message": here, "near": near, "form": form, "ruling": ruling, "chosen": chosen}
    status = 403 if not ruling else 422 if form.is_bound else 200
    return render(request, "private_messages/ask_for_help.html", context, status=status)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """For staff what waits and what was answered; for everybody else what they asked themselves."""
    found = Report.objects.visible_to(request.user).select_related("person", "about")
    found = found.order_by(F("answered_at").desc(nulls_first=True), "-created_at")[:MOST]
    return render(request, "private_messages/reports.html", {"reports": list(found)})


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over, and the answer."""
    found = Report.objects.visible_to(request.user).select_related("person", "about", "answered_by")
    here = get_object_or_404(found, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not rules.may_answer(request.user, here)):
        actions.answer(member(request), here, answer=form.cleaned_data.get("answer", ""))
        return redirect(here)
    read_group(member(request), here.group)
    context = {
        "report": here,
        "handed_over": here.handed_over.select_related("author").order_by("number"),
        "may_answer": rules.may_answer(request.user, here),
        "form": form,
    }
    return render(request, "private_messages/report.html", context, status=422 if form.errors else 200)
