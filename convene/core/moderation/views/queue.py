"""The queue, and one thing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....lib.errors import Refusal
from ....lib.ruling import require
from ...drafts.models import place_of
from ...drafts.queries import begun
from ...notifications.actions import read_group
from .. import actions, rules
from ..actions.telling import QUEUE
from ..forms import DecideForm
from ..models import Item
from ..queries.queue import TABS, counts, for_cards, queue_page, why

if TYPE_CHECKING:
    from ...people.models import User

MOST_PAGES = 1000
DONE = {
    "approve": _("Approved. The author is told."),
    "refuse": _("Refused. The author is told why."),
    "uphold": _("The decision stands. The author is told."),
    "overturn": _("The decision is changed. The author is told."),
}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, what was decided, what is appealed."""
    viewer = cast("User", request.user)
    require(rules.may_see_queue(viewer))
    tab = request.GET.get("show", "waiting")
    if tab not in TABS:
        raise Http404
    community = request.GET.get("community", "")[:60]
    number = _page_number(request)
    found, has_more = queue_page(viewer, tab, number, community=community)
    if not found and number > 1:  # the last of its page was decided just now
        return redirect(f"{reverse('moderation:queue')}?{urlencode({'community': community, 'show': tab})}")
    read_group(viewer, QUEUE)
    context = {
        "tab": tab,
        "number": number,
        "has_more": has_more,
        "items": [(item, why(item), rules.may_decide(viewer, item)) for item in found],
        "counts": counts(viewer),
        "community": community,
        "form": DecideForm(),
    }
    return render(request, "moderation/queue.html", context)


def _page_number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    if not given.isascii() or not given.isdecimal() or not 0 < int(given[:6]) <= MOST_PAGES:
        raise Http404
    return int(given)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing: what it says, who reported it, its history, and the decision; authors go to their own page."""
    viewer = cast("User", request.user)
    here = get_object_or_404(for_cards(Item.objects.visible_to(viewer), viewer), pk=pk)
    if here.author_id == viewer.pk:
        return redirect("moderation:mend", pk)
    kept = begun(viewer, place_of(here), here.body)
    form, status = DecideForm(request.POST if request.method == "POST" else None, initial={"body": kept.body}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _decide(viewer, here, **form.cleaned_data)
            except Refusal as no:
                form.add_error("reason" if form.cleaned_data["decision"] != "approve" else None, no.sentence)
                status = no.status
            else:
                messages.success(request, str(DONE[form.cleaned_data["decision"]]))
                return redirect("moderation:queue")
    here = get_object_or_404(for_cards(Item.objects.visible_to(viewer), viewer), pk=pk)
    form.fields["reason"].required = form.fields["body"].required = True  # each stands in a form of its own
    context = {
        "item": here,
        "why": why(here),
        "history": here.history.select_related("by"),
        "form": form,
        "may_decide": rules.may_decide(viewer, here),
        "may_judge": rules.may_judge(viewer, here),
        "begun": kept,
        "edits": "edit" in request.GET or kept.saved_at or bool(form.is_bound and form.data.get("body")),
    }
    return render(request, "moderation/item.html", context, status=status)


def _decide(viewer: User, here: Item, *, decision: str, body: str, reason: str) -> None:
    if decision == "approve":
        actions.approve(viewer, here, body=body)
    elif decision == "refuse":
        actions.refuse(viewer, here, reason=reason)
    else:
        actions.judge(viewer, here, upholds=decision == "uphold", reason=reason)
