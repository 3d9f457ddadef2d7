"""What reviewers look at, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as words
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....lib.ruling import Ruling
from ....lib.ui.forms import Attempt
from .. import actions, rules
from ..forms import AnswerForm, PublishForm
from ..models import Link, Origin, Resource, State
from ..queries.looks import asked_of, with_looks
from .find import keeps_order, may_add, member, visible_resource

MOST = 100


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for me as a reviewer, what is due for a fresh look, and what I brought in myself."""
    me = member(request)
    seen = Resource.objects.visible_to(me).for_cards().defer("description", "html")
    listed = Exists(Origin.objects.filter(resource=OuterRef("pk")))
    waiting = seen.reviewed_by(me).filter(state=State.WAITING).annotate(came_in_a_list=listed)
    to_review = waiting.select_related("proposer").order_by("changed_at", "pk")
    stale = (seen.reviewed_by(me) | seen.filter(owner=me)).filter(state=State.STALE).order_by("review_on", "pk")
    due = list(with_looks(stale)[:MOST])
    asked = asked_of(me).exclude(pk__in=[one.pk for one in due]).for_cards().defer("description", "html")
    lonely = seen.reviewed_by(me).filter(owner=None, state__in=rules.SHELF).order_by("title", "pk")
    mine = seen.filter(proposer=me).order_by("-changed_at", "-pk")
    broken = Link.objects.broken().looked_after_by(me).select_related("resource").order_by("failing_since", "pk")
    context = {
        "waiting": list(to_review[:MOST]),
        "broken": list(broken[:MOST]),
        "stale": due,
        "asked": list(asked.order_by("review_on", "pk")[:MOST]),
        "lonely": list(lonely[:MOST]),
        "mine": list(mine[:MOST]),
        "may_add": may_add(me),
        "keeps_order": keeps_order(me),
    }
    return render(request, "library/queue.html", context)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a review."""
    here = visible_resource(request, pk)
    actions.submit(member(request), here)
    words.success(request, _("Sent for review. You are told as soon as somebody has looked at it."))
    return redirect(here)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it on the shelf."""
    here, form = visible_resource(request, pk), PublishForm(request.POST)
    if not form.is_valid():
        words.error(request, _("This is no day. Choose one from the calendar."))
        return redirect(here)
    actions.publish(member(request), here, **form.cleaned_data)
    words.success(request, _("It is in the library. Thank you."))
    return redirect(here)


@require_POST
def reviewed(request: HttpRequest, pk: int) -> HttpResponse:
    """It still holds."""
    here, form = visible_resource(request, pk), PublishForm(request.POST)
    day = form.cleaned_data["review_on"] if form.is_valid() else None
    actions.mark_reviewed(member(request), here, review_on=day)
    words.success(request, _("Noted: you looked, and it still holds."))
    return redirect(here)


@require_POST
def look_after(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it into one's care."""
    here = actions.look_after(member(request), visible_resource(request, pk))
    words.success(request, _("You look after it from now on. You are asked when it is due for a fresh look."))
    return redirect(here)


@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Look after it no longer."""
    here = actions.let_go(member(request), visible_resource(request, pk))
    words.success(request, _("Thank you for having looked after it. Those who keep order find somebody else."))
    return redirect(here)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back, with a reason."""
    texts = {
        "title": _("Give it back"), "verb": _("Give it back with this note"),
        "text": _("Whoever wrote it is told, can mend it, and send it again."),
    }  # fmt: skip
    return _with_a_reason(request, pk, rules.may_refuse, actions.refuse, texts)


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of the lists, with a reason."""
    texts = {
        "title": _("Retire this resource"), "verb": _("Retire it"),
        "text": _("It leaves the lists. Whoever has its address still finds it, with your reason on top."),
    }  # fmt: skip
    return _with_a_reason(request, pk, rules.may_retire, actions.retire, texts)


def _with_a_reason(
    request: HttpRequest,
    pk: int,
    rule: Callable[..., Ruling],
    action: Callable[..., Resource],
    texts: dict[str, str],
) -> HttpResponse:
    here = visible_resource(request, pk)
    ruling, form = rule(request.user, here), AnswerForm(request.POST or None)
    status = 200 if ruling else 403
    if request.method == "POST":
        status = 422
        if not ruling or form.is_valid():
            with Attempt(form) as attempt:
                action(member(request), here, answer=form.cleaned_data["answer"] if form.is_valid() else "")
                return redirect(here)
            status = attempt.status
    context: dict[str, Any] = {"resource": here, "community": here.community, "form": form, "ruling": ruling, **texts}
    return render(request, "library/answer.html", context, status=status)
