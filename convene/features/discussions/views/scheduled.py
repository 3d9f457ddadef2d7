"""What waits for its time: one's own, and nobody else's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....lib.errors import Refusal
from .. import actions, rules
from ..forms import LaterForm
from ..models import Scheduled
from .files import taken_in
from .find import member

SHOWN = 100  # of those that were posted or stopped


@require_GET
def all_(request: HttpRequest) -> HttpResponse:
    """All that one wrote for later."""
    mine = Scheduled.objects.visible_to(request.user).for_cards()
    done = mine.exclude(posted_at=None, stopped_at=None).order_by("-due_at")[:SHOWN]
    context = {
        "waiting": mine.waiting().order_by("due_at", "pk"),
        "stopped": [one for one in done if one.stopped_at],
        "posted": [one for one in done if one.posted_at],
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "discussions/scheduled.html", context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what waits."""
    here = _own(request, pk)
    may_announce = bool(rules.may_start(request.user, here.community, "announcement"))
    kept = begun(request.user, place_of(here), here.body, title=here.title)
    initial = {name: getattr(here, name) for name in ("kind", "due_at", "without_replies")}
    initial |= {"title": kept.title, "body": kept.body}
    form = LaterForm(request.POST or None, request.FILES or None, initial=initial, may_announce=may_announce)
    ruling, status = rules.may_change_scheduled(request.user, here), 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                told = form.cleaned_data
                told["body"] += taken_in(member(request), told.pop("uploads"), ruling, told["body"])
                told.pop("key")
                actions.reschedule(member(request), here, **told)
                return redirect("discussions:scheduled")
        except Refusal as no:
            form.add_error(None, no.sentence)
            status = no.status
    context = {"here": here, "community": here.community, "form": form, "ruling": ruling, "may_announce": may_announce,
               "zone": timezone.get_current_timezone_name(), "file_largest": settings.FILE_LARGEST,
               "begun": kept}  # fmt: skip
    return render(request, "discussions/scheduled_one.html", context, status=status)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not post it."""
    actions.stop_scheduled(member(request), _own(request, pk))
    return redirect("discussions:scheduled")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the words go for good."""
    actions.remove_scheduled(member(request), _own(request, pk))
    return redirect("discussions:scheduled")


def _own(request: HttpRequest, pk: int) -> Scheduled:
    return get_object_or_404(Scheduled.objects.visible_to(request.user).for_cards(), pk=min(pk, 2**63 - 1))
