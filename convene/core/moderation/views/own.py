"""What a person reports, and what became of what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....lib.errors import Refusal
from ...drafts.models import place_of
from ...drafts.queries import begun
from ...notifications.actions import read_group
from .. import actions, rules
from ..forms import AppealForm, MendForm, ReportForm
from ..kinds import kind_of
from ..models import Cause, Item
from ..queries.limits import how_it_ends, limits_in_words
from ..queries.policy import in_force, site_trust
from ..queries.queue import mine as mine_of
from ..queries.queue import reported_by

if TYPE_CHECKING:
    from ...people.models import User

MOST = 100


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say what is wrong with something."""
    viewer, answers = cast("User", request.user), kind_of(kind)
    thing = answers.find(viewer, pk) if answers and pk < 2**63 else None
    if thing is None:
        raise Http404
    ruling = rules.may_report(viewer, thing)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200 if ruling else 403
    if request.method == "POST" and ruling:
        status = 422
        if form.is_valid():
            try:
                actions.report(viewer, thing, **form.cleaned_data)
            except Refusal as no:
                form.add_error(None, no.sentence)
                status = no.status
            else:
                messages.success(request, _("Thank you. A moderator looks at it, and you are told what was decided."))
                return redirect(thing.address)
    context = {"thing": thing, "form": form, "ruling": ruling}
    return render(request, "moderation/report.html", context, status=status)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What waits of mine, what was refused, what I reported, and what I can do as a newcomer."""
    viewer = cast("User", request.user)
    reports = list(reported_by(viewer)[:MOST])
    for one in reports:
        read_group(viewer, one.group)
    trust = site_trust(viewer)
    context = {
        "items": mine_of(viewer)[:MOST],
        "reports": reports,
        "limits": limits_in_words(trust.policy) if trust else [],
        "how_it_ends": how_it_ends(trust) if trust else "",
        "policy": in_force(None),
    }
    return render(request, "moderation/mine.html", context)


@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing of mine: what was decided, and better words."""
    viewer, here = cast("User", request.user), _own(request, pk)
    kept = begun(viewer, place_of(here), here.body, title=here.title)
    form = MendForm(
        request.POST if request.method == "POST" else None, initial={"title": kept.title, "body": kept.body}
    )
    if "title" not in here.values:
        del form.fields["title"]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.resubmit(viewer, here, **form.cleaned_data)
            except Refusal as no:
                form.add_error("body", no.sentence)
                status = no.status
            else:
                messages.success(request, _("Sent again. A moderator looks at it, usually within a day."))
                return redirect(here.address)
    else:
        read_group(viewer, here.group)
    return _mend_page(request, _own(request, pk), form, AppealForm(), status)


def _mend_page(request: HttpRequest, here: Item, form: MendForm, appeal: AppealForm, status: int) -> HttpResponse:
    context = {
        "item": here,
        "form": form,
        "appeal_form": appeal,
        "begun": begun(request.user, place_of(here), here.body, title=here.title),
        "may_mend": here.cause == Cause.HELD and rules.may_mend(request.user, here),
        "may_appeal": rules.may_appeal(request.user, here),
        "file_largest": settings.FILE_LARGEST,
    }
    return render(request, "moderation/mend.html", context, status=status)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of what was not published."""
    here = _own(request, pk)
    actions.withdraw(cast("User", request.user), here)
    messages.success(request, _("It is withdrawn. Nobody else has seen it."))
    return redirect(here.address)


@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a second look."""
    here, form = _own(request, pk), AppealForm(request.POST)
    if form.is_valid():
        actions.appeal(cast("User", request.user), here, **form.cleaned_data)
        messages.success(request, _("Somebody else takes a second look. You are told what they decide."))
        return redirect("moderation:mend", pk)
    again = MendForm(initial={"title": here.title, "body": here.body})
    if "title" not in here.values:
        del again.fields["title"]
    return _mend_page(request, here, again, form, 422)


def _own(request: HttpRequest, pk: int) -> Item:
    mine = Item.objects.filter(author_id=request.user.pk).select_related("community", "decided_by")
    return get_object_or_404(mine, pk=pk)
