"""Pages of introductions."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ...core.contact.queries import apart
from ...core.notifications.actions import read_group
from ...core.people.models import User
from ...lib.ui.forms import Attempt
from ...lib.web.sent import sent_from
from . import actions, queries, rules
from .forms import AnswerForm, AskForm
from .models import Introduction


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I asked for, and what I was asked."""
    me = _me(request)
    rows = [(one, one.state_for(me)) for one in queries.mine(me)]
    return render(request, "introductions/mine.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask somebody whom both know, `?q=` finds them by name."""
    me = _me(request)
    there = User.objects.visible_to(me).exclude(claimed_at=None).exclude(pk=me.pk)
    other = get_object_or_404(there, handle=handle)
    to = queries.recipient(me, other)
    ruling = rules.may_ask(me, to, waits=queries.waits(me, other), asked_today=queries.asked_today(me))
    form, status = AskForm(request.POST if request.method == "POST" else None), 200 if ruling else 403
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = dict(form.cleaned_data)
            said["between"] = get_object_or_404(User.objects.visible_to(me), handle=said["between"])
            with Attempt(form) as attempt:
                made = actions.ask(me, other, **said)
                messages.success(request, _("Asked. You are told when there is a yes."))
                return redirect(made)
            status = attempt.status
    text = " ".join(request.GET.get("q", "").split())[:100]
    page = {
        "form": form, "other": other, "ruling": ruling, "text": text, "crumbs": _crumbs(),
        "people": queries.known_to_both(me, other, text) if ruling else [], "most": queries.SHOWN,
    }  # fmt: skip
    return render(request, "introductions/ask.html", page, status=status)


@require_GET
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands among three people."""
    me, one = _me(request), _visible(request, pk)
    read_group(me, one.group)
    met = one.meets(me)
    is_apart = bool(met and apart(me, [met]))
    page = {
        "one": one, "met": met, "address": "" if is_apart else one.address_for(me), "is_apart": is_apart,
        "state": one.state_for(me), "crumbs": _crumbs(),
        "may": {verb for verb in ("pass", "agree", "decline", "take_back") if rules.may_answer(me, one, verb)},
    }  # fmt: skip
    return render(request, "introductions/introduction.html", page)


@sent_from("introductions:introduction", "pk")
def answer(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Pass it on, agree, say no, or take it back."""
    me, one, form = _me(request), _visible(request, pk), AnswerForm(request.POST)
    if verb not in ("pass", "agree", "decline", "take_back"):
        raise Http404
    if not form.is_valid():
        messages.error(request, _("That is too much. Please use at most %(number)d characters.") % {"number": 600})
        return redirect(one)
    if verb == "pass":
        actions.pass_on(me, one, note=form.cleaned_data["note"])
        messages.success(request, _("Passed on to %(name)s. Thank you.") % {"name": one.other.name})
    elif verb == "agree":
        actions.agree(me, one, shows_address=form.cleaned_data["shows_address"])
        messages.success(request, _("You know each other now. Both of you are told."))
    elif verb == "decline":
        actions.decline(me, one)
        messages.success(request, _("Done. Nobody is told."))
    else:
        actions.take_back(me, one)
        messages.success(request, _("Taken back."))
    return redirect(one)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Introductions"), reverse("introductions:mine"))]


def _visible(request: HttpRequest, pk: int) -> Introduction:
    return get_object_or_404(Introduction.objects.visible_to(request.user).for_cards(), pk=min(pk, 2**63 - 1))


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
