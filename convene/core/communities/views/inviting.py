"""Invite by mail, and what the links in the mails open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.ui.forms import Attempt
from .. import actions, queries, rules
from ..forms import InviteForm
from ..models import Community, Invitation
from ..pages import in_community

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
@in_community
def invite(request: HttpRequest, community: Community) -> HttpResponse:
    """Invite people by mail."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    ruling = rules.may_invite(request.user, community)
    status = 200 if ruling else 403
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form, "addresses") as attempt:
                actions.invite(cast("User", request.user), community, **form.cleaned_data)
                messages.success(request, _("Done. Whoever is not a member yet finds your invitation in their mail."))
                return redirect("communities:invite", community.slug)
            status = attempt.status
    context = {
        "community": community,
        "role": rules.role_of(request.user, community),
        "tab": "members",
        "form": form,
        "ruling": ruling,
        "invited": queries.invited(cast("User", request.user), community) if ruling else [],
    }
    return render(request, "communities/invite.html", context, status=status)


@require_POST
@in_community
def resend(request: HttpRequest, community: Community, pk: int) -> HttpResponse:
    """Send an invitation once more."""
    actions.resend_invitation(cast("User", request.user), _kept(request, community, pk))
    messages.success(request, _("It is on its way once more, and good for another 30 days."))
    return redirect("communities:invite", community.slug)


@require_POST
@in_community
def withdraw(request: HttpRequest, community: Community, pk: int) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw_invitation(cast("User", request.user), _kept(request, community, pk))
    messages.success(request, _("The invitation is taken back. Its link opens nothing any more."))
    return redirect("communities:invite", community.slug)


def _kept(request: HttpRequest, community: Community, pk: int) -> Invitation:
    mine = Invitation.objects.kept_by(cast("User", request.user), community)
    found = get_object_or_404(mine.select_related("invited_by"), pk=pk)
    found.community = community
    return found


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no with one press, without an account; looking at the page changes nothing, for mail programs look ahead.

    The token proves that the press comes from the mail, also when a mail program makes it (RFC 8058).
    """
    invited = get_object_or_404(Invitation.objects.of_token(token).for_cards())
    if request.method == "POST" and not invited.declined_at:
        actions.decline_invitation(request.user if request.user.is_authenticated else None, invited)
    context = {"invitation": invited, "community": invited.community, "may_decline": rules.may_decline(invited)}
    return render(request, "communities/decline.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in an invitation opens; its holder joins or says no."""
    invited = Invitation.objects.of_token(token).for_cards().first()
    if invited is None:
        raise Http404
    community = invited.community
    if request.method == "POST" and request.POST.get("answer") == "yes":
        actions.accept_invitation(cast("User", request.user), invited)
        messages.success(request, _("Welcome to %(community)s.") % {"community": community})
        return redirect(community)
    if request.method == "POST":
        actions.decline_invitation(request.user if request.user.is_authenticated else None, invited)
    context = {
        "invitation": invited,
        "community": community,
        "role": rules.role_of(request.user, community),
        "ruling": rules.may_answer(request.user, invited),
        "may_decline": rules.may_decline(invited),
        "may_know": invited.is_open or rules.knows(request.user, community.pk, community.visibility),
        "stewards": queries.stewards(community),
    }
    return render(request, "communities/invitation.html", context)
