"""Ask, change, close, take back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....core.communities.rules import may_moderate
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ....lib.web.sent import sent_from
from .. import actions, rules
from ..actions.asking import WRITTEN
from ..forms import AskForm, MoreTimeForm
from ..models.kinds import ABOUT, Kind
from .find import Place, crumbs_of, member, place_of, visible_poll

A_WEEK = dt.timedelta(days=7)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose what to ask, then ask it: `?topic=`, `?team=` or `?community=`, and `kind=`."""
    me, place, kind = member(request), place_of(request, request.GET), request.GET.get("kind", "")
    if kind and kind not in ABOUT:
        raise Http404
    ruling = rules.may_ask(me, community=place.community, team=place.team, has_topic=place.topic is not None)
    require(ruling)
    if not kind:
        kinds = [(Kind(one), words) for one, words in ABOUT.items()]
        page: dict[str, Any] = {"kinds": kinds, "place": place, "crumbs": place.crumbs}
        return render(request, "polls/choose.html", page)
    form = _form(request, kind, place, {"closes_at": _next_week()})
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            here = place.here
            assert here
            made = actions.ask(me, here, kind=kind, topic=place.topic, **form.terms())
            messages.success(request, _("Asked. Those who may vote are told, and reminded before it closes."))
            return redirect(made)
    return _asked(request, form, place, kind, _("Ask"))


def _next_week() -> dt.datetime:
    return (timezone.localtime() + A_WEEK).replace(hour=18, minute=0, second=0, microsecond=0)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Word it anew, or give it more time."""
    me, here = member(request), visible_poll(request, pk)
    require(rules.may_change(me, here))
    said = {name: getattr(here, name) for name in WRITTEN}
    place = Place(here.community, here.team, here.topic)
    sent = request.POST if request.method == "POST" else None
    form: AskForm | MoreTimeForm
    form = MoreTimeForm(sent, initial=said) if here.voter_count else _form(request, here.kind, place, said)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.change(me, here, **(form.terms() if isinstance(form, AskForm) else form.cleaned_data))
            messages.success(request, _("Changed."))
            return redirect(here)
    return _asked(request, form, place, here.kind, _("Save"), back=here.get_absolute_url())


@sent_from("polls:poll")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the voting now."""
    here = visible_poll(request, pk)
    actions.close(member(request), here)
    messages.success(request, _("Closed. Those who took part are told. Now write the outcome."))
    return redirect(here)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    me, here = member(request), visible_poll(request, pk)
    require(rules.may_withdraw(me, here))
    if request.method == "POST":
        actions.withdraw(me, here)
        messages.success(request, _("Taken back. Nobody sees it any more."))
        return redirect(here.place)
    return render(request, "polls/withdraw.html", {"poll": here, "crumbs": crumbs_of(here)})


def _form(request: HttpRequest, kind: str, place: Place, said: dict[str, Any]) -> AskForm:
    may_tell = bool(place.topic and place.community and may_moderate(request.user, place.community))
    return AskForm(kind, request.POST if request.method == "POST" else None, initial=said, may_tell_all=may_tell)


def _asked(request: HttpRequest, form: Form, place: Place, kind: str, verb: str, back: str = "") -> HttpResponse:
    page = {
        "form": form, "place": place, "kind": Kind(kind), "about": ABOUT[Kind(kind)], "verb": verb,
        "crumbs": place.crumbs, "zone": timezone.get_current_timezone_name(), "back": back,
    }  # fmt: skip
    return render(request, "polls/ask.html", page, status=422 if form.errors else 200)
