"""What waits to be read, the log of decisions, and what looks like no voters of their own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ....core.notifications.actions import read_group
from ....lib.errors import NotPossible
from ....lib.web.numbers import number_in
from ....lib.web.sent import sent_from
from .. import actions, queries, rules
from ..forms import DecideForm
from ..models import Dialogue, Reason, Verdict
from .found import crumbs, me, to_run

PAGE = 100


@require_GET
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Statements of participants: those that wait; `?show=` those that are shown, or were refused."""
    dialogue = to_run(request, slug)
    read_group(me(request), dialogue.group)
    return _queue(request, dialogue, request.GET.get("show", Verdict.WAITING))


@sent_from("dialogues:queue")
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show some, or refuse them with a reason."""
    dialogue = to_run(request, slug)
    show, said = request.GET.get("show", Verdict.WAITING), request.POST.copy()
    if said.get("only"):
        said.setlist("statements", [str(number_in(request.POST["only"]))])
        said["verdict"] = Verdict.SHOWN
    form = DecideForm(said, among=[one.pk for one in _of(dialogue, show)])
    if not form.is_valid():
        raise NotPossible(_("Choose one statement at least, and say whether it is shown or not."))
    changed = actions.decide(me(request), dialogue, **form.cleaned_data)
    if form.cleaned_data["verdict"] == Verdict.SHOWN:
        words = ngettext("%(number)s statement is shown now.", "%(number)s statements are shown now.", changed)
    else:
        words = ngettext("%(number)s statement is not taken in.", "%(number)s statements are not taken in.", changed)
    messages.success(request, words % {"number": changed})
    return redirect(f"{reverse('dialogues:queue', args=[slug])}?show={show}")


@login_not_required
@require_GET
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """How many were refused, and why, for everybody; each decision, for those who run it."""
    dialogue = queries.find_dialogue(request.user, slug)
    may_run = rules.may_run(request.user, dialogue)
    lines = list(dialogue.decisions.select_related("statement", "by").order_by("-at")[:PAGE]) if may_run else []
    labels = dict(Reason.choices)
    refused = [(labels[reason], number) for reason, number in queries.refused_by_reason(dialogue)]
    page = {"dialogue": dialogue, "lines": lines, "refused": refused, "may_run": may_run, "crumbs": crumbs(dialogue)}
    return render(request, "dialogues/log.html", page)


@require_GET
def watch(request: HttpRequest, slug: str) -> HttpResponse:
    """When many began at once, and which ballots are nearly the same."""
    dialogue = to_run(request, slug)
    page = {
        "dialogue": dialogue, "hours": queries.hours(dialogue)[:72], "crowds": queries.crowds(dialogue),
        "crumbs": crumbs(dialogue), "aside": dialogue.ballots.filter(is_aside=True).count(),
    }  # fmt: skip
    return render(request, "dialogues/watch.html", page)


@sent_from("dialogues:watch")
def set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Count one of a crowd alone; or all of them again."""
    dialogue = to_run(request, slug)
    crowd = next((one for one in queries.crowds(dialogue) if one.name == request.POST.get("crowd")), None)
    if crowd is None:
        raise NotPossible(_("These ballots have changed meanwhile. Look at the page again."))
    if "back" in request.POST:
        changed = actions.take_back_in(me(request), dialogue, ballots=crowd.ballots)
        words = ngettext("%(number)s ballot is counted again.", "%(number)s ballots are counted again.", changed)
    else:
        changed = actions.set_aside(me(request), dialogue, ballots=crowd.ballots[1:])
        words = ngettext("%(number)s ballot is set aside.", "%(number)s ballots are set aside.", changed)
    messages.success(request, words % {"number": changed})
    return redirect("dialogues:watch", slug)


def _queue(request: HttpRequest, dialogue: Dialogue, show: str) -> HttpResponse:
    if show not in Verdict.values:
        raise Http404
    page = {
        "dialogue": dialogue, "show": show, "rows": _of(dialogue, show), "crumbs": crumbs(dialogue),
        "tabs": list(Verdict.choices), "reasons": Reason.choices, "most": PAGE,
        "may": rules.may_moderate_statements(request.user, dialogue),
    }  # fmt: skip
    return render(request, "dialogues/queue.html", page)


def _of(dialogue: Dialogue, show: str) -> list[queries.Waiting]:
    return queries.to_read(dialogue, show, PAGE)
