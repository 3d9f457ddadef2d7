"""Pages of mentoring."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ...core.notifications.actions import read_group
from ...core.people.models import User
from ...lib.ruling import require
from ...lib.ui.forms import Attempt
from ...lib.web.sent import sent_from
from . import actions, queries, rules
from .forms import AskForm, MenteeForm, MentorForm
from .models import Enrolment, Mentorship, Side, State

FORMS: dict[str, type[MenteeForm]] = {Side.MENTOR: MentorForm, Side.MENTEE: MenteeForm}


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Who offers mentoring, or looks for it, `?side=&q=&page=`; and what is mine."""
    me = _me(request)
    side = Side.MENTEE if request.GET.get("side") == Side.MENTEE else Side.MENTOR
    text = " ".join(request.GET.get("q", "").split())[:100]
    number = request.GET.get("page", "1")
    try:
        found = queries.board(me, side, text, int(number) if number.isdecimal() and len(number) < 6 else 0)
    except LookupError:
        raise Http404 from None
    page = {
        "side": side, "text": text, "found": found, "cards": found.cards, "mine": queries.mine(me),
        "own": {one.side: one for one in Enrolment.objects.filter(person=me)}, "may_count": rules.may_count(me),
    }  # fmt: skip
    return render(request, "mentoring/board.html", page)


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, side: str) -> HttpResponse:
    """Offer mentoring or look for it."""
    if side not in FORMS:
        raise Http404
    me = _me(request)
    own = Enrolment.objects.filter(person=me, side=side).first()
    said = {name: getattr(own, name) for name in FORMS[side].base_fields} if own else None
    form = FORMS[side](request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            actions.enrol(me, side=side, **form.said)
            messages.success(request, _("Done. Members find you here now."))
            return redirect("mentoring:board")
    title = _("Offer mentoring") if side == Side.MENTOR else _("Look for a mentor")
    page = {"form": form, "own": own, "title": title, "crumbs": _crumbs(), "verb": _("Save")}
    return render(request, "mentoring/form.html", page, status=422 if form.errors else 200)


@sent_from("mentoring:board", "")
def hide(request: HttpRequest, side: str) -> HttpResponse:
    """Stand on the page no more."""
    actions.hide(_me(request), get_object_or_404(Enrolment, person=_me(request), side=side))
    messages.success(request, _("You do not stand here any more. What goes on goes on."))
    return redirect("mentoring:board")


@sent_from("mentoring:board", "")
def show(request: HttpRequest, side: str) -> HttpResponse:
    """Stand on the page again."""
    actions.show(_me(request), get_object_or_404(Enrolment, person=_me(request), side=side))
    messages.success(request, _("Done. Members find you here now."))
    return redirect("mentoring:board")


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a mentor."""
    me = _me(request)
    there = Enrolment.objects.visible_to(me).filter(side=Side.MENTOR).select_related("person")
    enrolment = get_object_or_404(there, pk=min(pk, 2**63 - 1))
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with Attempt(form):
            made = actions.ask(me, enrolment, **form.cleaned_data)
            messages.success(request, _("Asked. You are told when there is an answer."))
            return redirect(made)
    title = _("Ask %(name)s for mentoring") % {"name": enrolment.person.name}
    page = {"form": form, "title": title, "enrolment": enrolment, "crumbs": _crumbs(), "verb": _("Ask")}
    return render(request, "mentoring/form.html", page, status=422 if form.errors else 200)


@require_GET
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands between two people."""
    me, one = _me(request), _visible(request, pk)
    read_group(me, one.group)
    verbs = [(verb, label) for verb, label in _verbs() if rules.may_answer(me, one, verb)]
    other = one.mentee if me.pk == one.mentor_id else one.mentor
    page = {"one": one, "other": other, "verbs": verbs, "crumbs": _crumbs(), "is_open": one.state == State.GOING}
    return render(request, "mentoring/mentorship.html", page)


@sent_from("mentoring:mentorship", "pk")
def answer(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept, decline, take back, complete or end it."""
    one = _visible(request, pk)
    if verb not in actions.DONE:
        raise Http404
    actions.answer(_me(request), one, verb=verb)
    messages.success(request, _("Done. The other one of you is told."))
    return redirect(one)


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """How many there are, for staff."""
    require(rules.may_count(request.user))
    labels = {"mentor": _("Mentors"), "mentee": _("Looking for a mentor")} | dict(State.choices)
    rows = [(labels[name], number) for name, number in queries.figures().items()]
    return render(request, "mentoring/figures.html", {"rows": rows, "crumbs": _crumbs()})


def _verbs() -> list[tuple[str, str]]:
    return [
        ("accept", _("Accept")), ("decline", _("Decline")), ("take_back", _("Take the request back")),
        ("complete", _("Completed: we are done")), ("abandon", _("End it early")),
    ]  # fmt: skip


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Mentoring"), reverse("mentoring:board"))]


def _visible(request: HttpRequest, pk: int) -> Mentorship:
    return get_object_or_404(Mentorship.objects.visible_to(request.user).for_cards(), pk=min(pk, 2**63 - 1))


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)
