"""Propose a community; staff decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ....lib.errors import Refusal
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ...drafts.queries import begun
from ...notifications.actions import read_group
from .. import actions, rules
from ..actions.proposals import PROPOSAL
from ..forms import BeginForm, ProposalForm, RefuseForm
from ..models import Proposal

if TYPE_CHECKING:
    from ...people.models import User


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Say which community is missing."""
    kept = begun(request.user, PROPOSAL)
    form = ProposalForm(request.POST if request.method == "POST" else None, initial={"purpose": kept.body})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(cast("User", request.user), **form.said)
        except Refusal as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Thank you. The staff of the network read it, and you are told what they say."))
            return redirect(made)
    context = {"form": form, "begun": kept}
    return render(request, "communities/propose.html", context, status=422 if form.errors else 200)


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """One's own proposals; for staff, all of them, with those that wait on top."""
    mine = Proposal.objects.visible_to(request.user).for_cards()
    context = {
        "waiting": mine.waiting().order_by("proposed_at")[:100],
        "decided": mine.exclude(decided_at=None).order_by("-decided_at")[:50],
        "may_decide": rules.may_decide_proposal(request.user),
    }
    return render(request, "communities/proposals.html", context)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal; staff say yes, and under which address, or no, and why."""
    asked = get_object_or_404(Proposal.objects.visible_to(request.user).for_cards(), pk=pk)
    me, is_yes, is_no = cast("User", request.user), "yes" in request.POST, "no" in request.POST
    yes = BeginForm(request.POST if is_yes else None, initial={"slug": slugify(asked.name)[:60]})
    no = RefuseForm(request.POST if is_no else None)
    if request.method == "POST":
        require(rules.may_decide_proposal(me))
        form = yes if is_yes else no
        if form.is_valid():
            with Attempt(form):
                if is_yes:
                    actions.accept_proposal(me, asked, **form.cleaned_data)
                else:
                    actions.refuse_proposal(me, asked, **form.cleaned_data)
                messages.success(request, _("Decided. %(person)s is told.") % {"person": asked.proposer})
                return redirect("communities:proposals")
            asked = get_object_or_404(Proposal.objects.visible_to(me).for_cards(), pk=pk)  # undecided as before
    else:
        read_group(me, asked.group)
    may_decide = rules.may_decide_proposal(me)
    context = {"proposal": asked, "yes": yes, "no": no, "may_decide": may_decide}
    return render(request, "communities/proposal.html", context, status=422 if yes.errors or no.errors else 200)
