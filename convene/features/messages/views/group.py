"""Messages to all members of a community: read them, write one as a leader, report one."""

from __future__ import annotations

import uuid

from django.contrib import messages as words
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ....core.communities.models import Community
from ....core.communities.pages import in_community
from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....core.notifications.actions import read_group
from ....lib.errors import NotAllowed, Refusal
from ....lib.ruling import require
from .. import actions, rules
from ..forms import GroupForm, ReportForm
from ..models import GroupMessage
from .find import member

MOST = 100


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """What leaders wrote to all members of my communities."""
    mine = GroupMessage.objects.visible_to(request.user).for_cards().order_by("-created_at", "-pk")[:MOST]
    return render(request, "private_messages/groups.html", {"groups": list(mine)})


@require_GET
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    here = _visible(request, pk)
    read_group(member(request), here.group)
    context = {"message": here, "may_report": rules.may_report_group(request.user, here)}
    return render(request, "private_messages/group.html", context)


@require_http_methods(["GET", "POST"])
@in_community
def to_members(request: HttpRequest, community: Community) -> HttpResponse:
    """Write to all members."""
    me, ruling = member(request), rules.may_write_to_members(request.user, community)
    require(ruling)
    kept = begun(me, place_of(community, "letter"))
    form = GroupForm(request.POST or None, initial={"body": kept.body, "key": uuid.uuid4()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.write_to_members(me, community, **form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as no:
                form.add_error("body", no.sentence)
            else:
                words.success(request, _("Sent to all members. Answers come to you alone."))
                return redirect(made)
    context = {"community": community, "form": form, "begun": kept}
    return render(request, "private_messages/to_members.html", context, status=status)


@require_http_methods(["GET", "POST"])
def report_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand one of them to the staff."""
    here = _visible(request, pk)
    ruling = rules.may_report_group(request.user, here)
    form = ReportForm(request.POST or None, numbers=())
    if form.is_valid():
        made = actions.report_group(member(request), here, reason=form.cleaned_data["reason"])
        words.success(request, _("The staff have it now. You are told when somebody has answered."))
        return redirect(made)
    status = 403 if not ruling else 422 if form.is_bound else 200
    context = {"message": here, "form": form, "ruling": ruling}
    return render(request, "private_messages/report_group.html", context, status=status)


def _visible(request: HttpRequest, pk: int) -> GroupMessage:
    return get_object_or_404(GroupMessage.objects.visible_to(request.user).for_cards(), pk=min(pk, 2**63 - 1))
