"""Say where one works, claim the page of it, and keep it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ...notifications.actions import read_group
from ...people.models import User
from .. import actions, rules
from ..forms import ClaimForm, EditForm, RefuseForm
from ..models import Claim, Institution


@require_POST
def belong(request: HttpRequest, pk: int) -> HttpResponse:
    """I work here."""
    one = _institution(request, pk)
    actions.belong(cast(User, request.user), one)
    messages.success(request, _("Your profile says that you work at %(name)s.") % {"name": one})
    return redirect(one)


@require_POST
def stop_belonging(request: HttpRequest, pk: int) -> HttpResponse:
    """I do not work here."""
    one = _institution(request, pk)
    actions.stop_belonging(cast(User, request.user), one)
    messages.success(request, _("You are not listed at %(name)s any more.") % {"name": one})
    return redirect(one)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page says, for those who keep it."""
    one = _institution(request, pk)
    require(rules.may_edit(request.user, one))
    form = EditForm(one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.edit(cast(User, request.user), one, **form.cleaned_data)
            messages.success(request, _("The page is changed."))
            return redirect(one)
    page = {"institution": one, "form": form, "crumbs": _crumbs(one)}
    return render(request, "institutions/edit.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to keep the page of one's institution."""
    one = _institution(request, pk)
    require(rules.may_claim(request.user, one))
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            made = actions.claim(cast(User, request.user), one, **form.cleaned_data)
            messages.success(request, _("Thank you. The staff of the network answer, and you are told."))
            return redirect(made)
    page = {"institution": one, "form": form, "crumbs": _crumbs(one), "is_kept": one.claims.accepted().exists()}
    return render(request, "institutions/claim.html", page, status=422 if form.errors else 200)


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """One's own claims; for staff, all of them, with those that wait on top."""
    seen = Claim.objects.visible_to(request.user).for_cards()
    page = {
        "waiting": seen.waiting().order_by("claimed_at")[:100],
        "decided": seen.exclude(decided_at=None).order_by("-decided_at")[:50],
        "crumbs": [(_("Institutions"), reverse("institutions:directory"))],
    }
    return render(request, "institutions/claims.html", page)


@require_http_methods(["GET", "POST"])
def claim_of(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: whose it is sees what became of it, staff answer."""
    me = cast(User, request.user)
    asked = get_object_or_404(Claim.objects.visible_to(me).for_cards(), pk=pk)
    may_decide = rules.may_decide(me, asked)
    is_no = request.POST.get("answer") == "no"
    form = RefuseForm(request.POST if is_no else None)
    if request.method == "POST":
        require(may_decide)
        if not is_no or form.is_valid():
            if is_no:
                actions.refuse_claim(me, asked, **form.cleaned_data)
            else:
                actions.accept_claim(me, asked)
            messages.success(request, _("Decided. %(person)s is told.") % {"person": asked.person})
            return redirect("institutions:claims")
    else:
        read_group(me, asked.group)
    others = asked.institution.claims.accepted().exclude(person=asked.person).select_related("person")
    page = {
        "claim": asked, "form": form, "may_decide": may_decide, "crumbs": _crumbs(asked.institution),
        "keepers": [other.person for other in others] if me.is_staff else [],
    }  # fmt: skip
    return render(request, "institutions/claim_of.html", page, status=422 if form.errors else 200)


def _institution(request: HttpRequest, pk: int) -> Institution:
    return get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)


def _crumbs(one: Institution) -> list[tuple[str, str]]:
    return [(_("Institutions"), reverse("institutions:directory")), (one.name, one.get_absolute_url())]
