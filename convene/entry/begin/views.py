"""Three calm steps and a hello; each can be skipped, and taken later."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ...core.communities import actions as memberships
from ...core.communities.models import Community, Purpose
from ...core.drafts.actions import let_go
from ...core.drafts.queries import begun
from ...core.people import actions as people
from ...core.people.models import PROFILE_FIELDS
from ...core.people.queries import first_steps
from ...features.discussions import actions as discussions
from ...lib.errors import Refusal
from . import queries
from .forms import CommunitiesForm, HelloForm, PurposeForm, YouForm

if TYPE_CHECKING:
    from django.forms import Form

    from ...core.people.models import User


HELLO = "begin.hello"  # where a draft of it is kept


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Why somebody comes. Where staff offer no purposes, the path begins with communities."""
    me = _me(request)
    offered = Purpose.objects.all()
    if not offered:
        return redirect("begin:communities")
    sent = request.POST if request.method == "POST" else None
    form = PurposeForm(sent, initial={"purpose": queries.purpose_of(me)})
    if request.method == "POST" and form.is_valid():
        memberships.choose_purpose(me, form.cleaned_data["purpose"])
        return redirect("begin:communities")
    hints = {str(one.pk): one.hint for one in offered if one.hint}
    return _page(request, "purpose", form, hints=hints)


@require_http_methods(["GET", "POST"])
def communities(request: HttpRequest) -> HttpResponse:
    """Which communities to join, and how much mail from them."""
    me = _me(request)
    offer = queries.offer(me)
    form = CommunitiesForm(offer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        on_offer = form.chosen & {card.pk for card in (*offer.suits, *offer.others)}
        chosen = Community.objects.visible_to(me).filter(pk__in=on_offer)
        try:
            joined = memberships.begin_in(me, chosen, mail=form.cleaned_data["mail"])
        except Refusal as no:
            form.add_error(None, no.sentence)
        else:
            if joined:
                said = ngettext("You joined %(number)s community.", "You joined %(number)s communities.", len(joined))
                messages.success(request, said % {"number": len(joined)})
            return redirect("begin:you")
    why = {str(card.pk): offer.why.get(card.pk) or card.line for card in (*offer.suits, *offer.others)}
    return _page(request, "communities", form, offer=offer, why=why)


@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Who one is, as far as one likes to say."""
    me = _me(request)
    why = queries.purpose_of(me)
    is_partner = bool(why and why.is_partner)
    me.refresh_from_db(fields=PROFILE_FIELDS)
    now = {name: getattr(me, name) for name in ("name", "role", "institution", "place")}
    form = YouForm(request.POST if request.method == "POST" else None, initial=now, is_partner=is_partner)
    if request.method == "POST" and form.is_valid():
        kept = {name: getattr(me, name) for name in ("pronouns", "languages", "can_help_with", "wants_to_learn")}
        try:
            people.edit_profile(me, me, **kept, **form.cleaned_data)
        except Refusal as no:
            form.add_error(None, no.sentence)
        else:
            return redirect("begin:hello")
    return _page(request, "you", form, is_partner=is_partner)


@require_http_methods(["GET", "POST"])
def hello(request: HttpRequest) -> HttpResponse:
    """A first hello, in the welcome topic of a community that one has joined."""
    me = _me(request)
    topics = queries.greetings(me)
    kept = begun(me, HELLO)
    first = {"topic": str(topics[0].pk) if topics else "", "key": uuid.uuid4(), "body": kept.body}
    form = HelloForm(topics, request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        topic = next(one for one in topics if str(one.pk) == form.cleaned_data["topic"])
        try:
            post = discussions.reply(me, topic, body=form.cleaned_data["body"], key=form.cleaned_data["key"])
        except Refusal as no:
            form.add_error("body", no.sentence)
        else:
            let_go(me, HELLO)
            _settle(me)
            return redirect(post)
    return _page(request, "hello", form, topics=topics, begun=kept)


@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """Go on to the home page; with `away` the first steps are shown there no more."""
    me = _me(request)
    if "away" in request.POST:
        people.settle(me, me)
    else:
        _settle(me)
    return redirect("home:home")


def _settle(me: User) -> None:
    """Nothing is left to do for somebody who has taken every step."""
    if me.begins_at and me.viewer_roles and first_steps(me).are_taken:
        people.settle(me, me)


def _page(request: HttpRequest, step: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"begin/{step}.html", {"form": form, "step": step, **context}, status=status)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
