"""Hand leadership over, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.ruling import require
from ...notifications.actions import read_group
from .. import actions, rules
from ..models import Community, Handover
from ..pages import in_community

if TYPE_CHECKING:
    from ...people.models import User


@require_POST
@in_community
def hand_over(request: HttpRequest, community: Community, handle: str) -> HttpResponse:
    """Ask a member to lead in one's place."""
    require(rules.may_lead(request.user, community))
    membership = get_object_or_404(community.memberships.select_related("person"), person__handle=handle)
    membership.community = community
    actions.offer_leadership(cast("User", request.user), membership, note=request.POST.get("note", ""))
    messages.success(
        request, _("%(person)s was asked. Nothing changes until they say yes.") % {"person": membership.person}
    )
    return redirect("communities:handover", community.slug)


@require_http_methods(["GET", "POST"])
@in_community
def handover(request: HttpRequest, community: Community) -> HttpResponse:
    """The offer that waits: for whoever is asked, and for the leaders."""
    me = cast("User", request.user)
    offer = Handover.objects.visible_to(me).waiting().filter(community=community).for_cards().first()
    if offer is None:
        require(rules.may_lead(me, community))
        if request.method == "POST":
            raise Http404
    else:
        offer.community = community
        if request.method == "POST":
            return _answered(request, me, community, offer)
        read_group(me, community.group)
    context = {
        "community": community,
        "role": rules.role_of(me, community),
        "tab": "settings" if rules.may_lead(me, community) else "",
        "offer": offer,
        "is_asked": offer is not None and offer.successor_id == me.pk,
    }
    return render(request, "communities/handover.html", context)


def _answered(request: HttpRequest, me: User, community: Community, offer: Handover) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer == "yes":
        actions.accept_leadership(me, offer)
        messages.success(request, _("You lead %(community)s now. Thank you.") % {"community": community})
    elif answer == "no":
        actions.decline_leadership(me, offer)
        messages.success(request, _("That is fine. %(person)s leads on.") % {"person": offer.offered_by})
    else:
        actions.take_offer_back(me, offer)
        messages.success(request, _("The offer is taken back."))
    return redirect("communities:about", community.slug)
