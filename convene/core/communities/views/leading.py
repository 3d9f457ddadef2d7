"""What leaders do: settings, state, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....lib.errors import Refusal
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ...drafts.models import place_of
from ...drafts.queries import begun
from .. import actions, rules
from ..actions.life import NEXT
from ..forms import RenameForm, RoleForm, SettingsForm, StateForm
from ..models import Community, Membership, State
from ..pages import in_community

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
@in_community
def settings(request: HttpRequest, community: Community) -> HttpResponse:
    """How a community is described, seen and joined."""
    require(rules.may_lead(request.user, community))
    if request.method == "GET":
        kept = begun(request.user, place_of(community, "purpose"), community.purpose)
        return _settings_page(request, community, SettingsForm.of(community, purpose=kept.body))
    form = SettingsForm(request.POST)
    if form.is_valid():
        with Attempt(form):
            actions.edit(cast("User", request.user), community, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("communities:settings", community.slug)
    return _settings_page(request, Community.objects.get(pk=community.pk), form, status=422)


def _settings_page(request: HttpRequest, community: Community, form: SettingsForm, status: int = 200) -> HttpResponse:
    context = {
        "community": community,
        "role": rules.role_of(request.user, community),
        "tab": "settings",
        "form": form,
        "begun": begun(request.user, place_of(community, "purpose"), community.purpose),
        "may_edit": rules.may_edit(request.user, community),
        "next_states": [State(state) for state in NEXT[State(community.state)]],
    }
    return render(request, "communities/settings.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_community
def rename(request: HttpRequest, community: Community) -> HttpResponse:
    """Another address and name; the old address leads to the new one for good."""
    require(rules.may_rename(request.user, community))
    now = {"slug": community.slug, "name": community.name}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        with Attempt(form, "slug"):
            actions.rename(cast("User", request.user), community, **form.cleaned_data)
            messages.success(request, _("Saved. Old addresses lead to the new one."))
            return redirect("communities:settings", community.slug)
    context = {
        "community": community,
        "role": rules.role_of(request.user, community),
        "tab": "settings",
        "form": form,
        "former": list(community.aliases.order_by("slug").values_list("slug", flat=True)),
    }
    return render(request, "communities/rename.html", context, status=422 if form.errors else 200)


@require_POST
@in_community
def state(request: HttpRequest, community: Community) -> HttpResponse:
    """Let a community begin to operate, rest, close, or come back."""
    form = StateForm(request.POST)
    if form.is_valid():
        actions.set_state(cast("User", request.user), community, **form.cleaned_data)
        label = State(community.state).label
        messages.success(request, _("%(community)s: %(state)s.") % {"community": community, "state": label})
    return redirect("communities:settings", community.slug)


@require_http_methods(["GET", "POST"])
@in_community
def roles(request: HttpRequest, community: Community, handle: str) -> HttpResponse:
    """What one member may do here."""
    require(rules.may_lead(request.user, community))
    membership = _membership(community, handle)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": membership.role})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.set_role(cast("User", request.user), community, membership.person, **form.cleaned_data)
            except Refusal as no:
                form.add_error("role", no.sentence)
                status = no.status
            else:
                messages.success(request, _("Saved: %(person)s has a new role.") % {"person": membership.person})
                return redirect("communities:members", community.slug)
    context = {
        "community": community,
        "role": rules.role_of(request.user, community),
        "tab": "members",
        "membership": membership,
        "form": form,
        "may_edit": rules.may_edit(request.user, community),
        "may_remove": rules.may_remove(request.user, membership),
        "may_hand_over": rules.may_hand_over(request.user, membership),
    }
    return render(request, "communities/roles.html", context, status=status)


@require_POST
@in_community
def remove(request: HttpRequest, community: Community, handle: str) -> HttpResponse:
    """Take a person out of a community."""
    require(rules.may_lead(request.user, community))
    person = _membership(community, handle).person
    actions.remove_member(cast("User", request.user), community, person)
    messages.success(request, _("%(person)s is no longer a member.") % {"person": person})
    return redirect("communities:members", community.slug)


def _membership(community: Community, handle: str) -> Membership:
    membership = get_object_or_404(community.memberships.select_related("person"), person__handle=handle)
    membership.community = community
    return membership
