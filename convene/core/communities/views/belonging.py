"""One's own memberships: how much mail comes from each, and the welcome that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, queries
from ..forms import MailForm
from ..models import Community
from ..pages import in_community

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """All communities one belongs to, and how much mail one wants from each."""
    me = cast("User", request.user)
    belongs = queries.memberships_of(me)
    form = MailForm(belongs, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        for membership in belongs:
            if mail := form.cleaned_data[f"mail_{membership.community_id}"]:  # not there where one joined meanwhile
                actions.set_mail(me, membership.community, mail=mail)
        messages.success(request, _("Your choice is kept."))
        return redirect("communities:mine")
    rows = [(membership, form[f"mail_{membership.community_id}"]) for membership in belongs]
    context = {"form": form, "rows": rows, "tab": "mail"}
    return render(request, "communities/mine.html", context, status=422 if form.errors else 200)


@require_POST
@in_community
def welcomed(request: HttpRequest, community: Community) -> HttpResponse:
    """The welcome was read."""
    actions.put_welcome_away(cast("User", request.user), community)
    return redirect(community)
