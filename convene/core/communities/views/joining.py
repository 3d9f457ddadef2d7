"""Join, leave, ask, and the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.numbers import number_in
from ...notifications.actions import read_group
from .. import actions, queries, rules
from ..forms import AskForm, RefuseForm
from ..models import Community, JoinRequest
from ..pages import in_community

if TYPE_CHECKING:
    from ...people.models import User


@require_POST
@in_community
def join(request: HttpRequest, community: Community) -> HttpResponse:
    """Become a member."""
    actions.join(cast("User", request.user), community)
    messages.success(request, _("Welcome to %(community)s.") % {"community": community})
    return redirect(community)


@require_http_methods(["GET", "POST"])
@in_community
def leave(request: HttpRequest, community: Community) -> HttpResponse:
    """Go, after being asked once more."""
    if request.method == "POST":
        actions.leave(cast("User", request.user), community)
        messages.success(request, _("You have left %(community)s.") % {"community": community})
        return redirect("communities:list")
    require(rules.may_leave(request.user, community))
    context = {
        "title": _("Leave %(community)s?") % {"community": community},
        "text": _("What you wrote stays. You hear no more of it, and you can come back as you came."),
        "verb": _("Leave the community"),
        "back": community.get_about_url(),
        "danger": True,
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@in_community
def ask(request: HttpRequest, community: Community) -> HttpResponse:
    """Ask the leaders to be let in."""
    form = AskForm(community, request.POST or None)
    ruling = rules.may_ask_to_join(request.user, community)
    status = 200 if ruling else 403
    if request.method == "POST":
        form, status = AskForm(community, request.POST), 422
        if form.is_valid():
            with Attempt(form, "answer"):
                actions.ask_to_join(cast("User", request.user), community, **form.cleaned_data)
                messages.success(
                    request, _("Your request is with the leaders of %(community)s.") % {"community": community}
                )
                return redirect("communities:about", community.slug)
    standing = community.standing_of(request.user)
    context = {"community": community, "form": form, "ruling": ruling, "standing": standing}
    return render(request, "communities/ask.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_community
def requests(request: HttpRequest, community: Community) -> HttpResponse:
    """People who ask to join, and what was answered."""
    require(rules.may_decide(request.user, community))
    if request.method == "POST":
        return _decide(request, community)
    read_group(cast("User", request.user), community.group)
    return _requests_page(request, community)


def _decide(request: HttpRequest, community: Community) -> HttpResponse:
    pk = number_in(request.POST.get("request", ""))
    waiting = JoinRequest.objects.visible_to(request.user).filter(community=community, pk=pk)
    asked = get_object_or_404(waiting.for_cards())
    asked.community = community
    person = {"person": asked.person}
    if request.POST.get("answer") == "yes":
        actions.accept_request(cast("User", request.user), asked)
        messages.success(request, _("%(person)s is a member now.") % person)
        return redirect("communities:requests", community.slug)
    form = RefuseForm(request.POST, prefix=f"r{asked.pk}")
    if not form.is_valid():
        return _requests_page(request, community, {asked.pk: form}, status=422)
    actions.refuse_request(cast("User", request.user), asked, **form.cleaned_data)
    messages.success(request, _("%(person)s was told no, and why.") % person)
    return redirect("communities:requests", community.slug)


def _requests_page(
    request: HttpRequest, community: Community, forms: dict[int, RefuseForm] | None = None, status: int = 200
) -> HttpResponse:
    waiting = queries.waiting(community)
    with_forms = [(asked, (forms or {}).get(asked.pk) or RefuseForm(prefix=f"r{asked.pk}")) for asked in waiting]
    context = {
        "community": community,
        "role": rules.role_of(request.user, community),
        "tab": "requests",
        "waiting": with_forms,
        "decided": queries.decided(community),
    }
    return render(request, "communities/requests.html", context, status=status)
