"""A topic in short."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....lib.errors import Refusal
from ....lib.ruling import require
from .. import actions, rules
from ..forms import SummaryForm
from .find import member, summary_of, visible_topic


@require_http_methods(["GET", "POST"])
def sum_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say in short what a topic comes to."""
    here = visible_topic(request, slug, pk)
    ruling, now = rules.may_sum_up(request.user, here), summary_of(here)
    kept = begun(request.user, place_of(here, "summary"), now.body if now else "")
    initial = {"body": kept.body, "posts": ", ".join(map(str, now.posts)) if now else ""}
    form, status = SummaryForm(request.POST or None, initial=initial), 200 if ruling else 403
    if request.method == "POST":
        status = 422
        try:
            require(ruling)
            if form.is_valid():
                actions.sum_up(member(request), here, **form.cleaned_data)
                return redirect(here.get_absolute_url() + "?page=1")
        except Refusal as no:
            form.add_error(None, no.sentence)
            status = no.status
    context = {"topic": here, "community": here.community, "form": form, "ruling": ruling, "now": now,
               "begun": kept}  # fmt: skip
    return render(request, "discussions/sum_up.html", context, status=status)


@login_not_required
@require_GET
def history(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The summaries that there were."""
    here = visible_topic(request, slug, pk)
    context = {"topic": here, "community": here.community, "summaries": here.summaries.select_related("author")[:50]}
    return render(request, "discussions/summaries.html", context)


@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show no summary any more."""
    here = visible_topic(request, slug, pk)
    actions.remove_summary(member(request), here)
    return redirect(here)
