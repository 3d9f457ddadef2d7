"""All that one person has waiting, at once, and how what they write appears."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ....lib.errors import Refusal
from ....lib.ruling import require
from ...communities.models import Community
from ...communities.rules import KEEPS_ORDER
from ...people.models import User
from .. import actions, rules
from ..forms import BatchForm, PersonForm
from ..models import Item, Standing, Undoing
from ..queries.queue import queue, why

if TYPE_CHECKING:
    from django.db.models import QuerySet

SITE = "-"
MOST = 200


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Decide about everything of one person that waits, and how they go on."""
    viewer = cast(User, request.user)
    require(rules.may_see_queue(viewer))
    who = found_person(viewer, handle)
    here = places_of(viewer, who)
    if not here and not viewer.is_staff:
        raise Http404
    waiting = [item for item in queue(viewer, "waiting", handle=handle)[:MOST] if rules.may_decide(viewer, item)]
    choices = [(one.slug, str(one)) for one in here]
    if viewer.is_staff:
        choices.insert(0, (SITE, _("Everywhere")))
    data = request.POST if request.method == "POST" else None
    sets = "mode" in (data or {})
    batch = BatchForm(data if not sets else None)
    form = PersonForm(choices, data if sets else None, initial={"mode": ""})
    if request.method == "POST":
        doing = form if sets else batch
        if doing.is_valid():
            try:
                if sets:
                    _set(request, viewer, who, here, **form.cleaned_data)
                else:
                    _all(request, viewer, waiting, **batch.cleaned_data)
            except Refusal as no:
                doing.add_error(None if sets else "reason", no.sentence)
            else:
                return redirect("moderation:person", handle)
    standings = Standing.objects.filter(person=who).exclude(mode="").select_related("community", "set_by")
    steps = Undoing.objects.visible_to(viewer).filter(person=who).select_related("community").order_by("-at")
    context = {
        "who": who,
        "items": [(item, why(item)) for item in waiting],
        "batch": batch,
        "form": form,
        "steps": [one for one in steps if one.community is None or one.community in here],
        "standings": [one for one in standings if one.community is None or one.community in here],
    }
    status = 422 if batch.errors or form.errors else 200
    return render(request, "moderation/person.html", context, status=status)


def found_person(viewer: User, handle: str) -> User:
    """A person with an account; Http404 otherwise."""
    return get_object_or_404(User.objects.visible_to(viewer), handle=handle, claimed_at__isnull=False)


def places_of(viewer: User, who: User) -> QuerySet[Community]:
    """Communities where the viewer keeps order and the person belongs or has something waiting."""
    there = Community.objects.filter(memberships__person=who) | Community.objects.filter(
        pk__in=Item.objects.waiting().filter(author=who).values("community")
    )
    if not viewer.is_staff:
        kept = viewer.memberships.filter(role__in=KEEPS_ORDER).values("community_id")
        there = there.filter(pk__in=kept)
    return there.distinct().order_by("name")


def _all(request: HttpRequest, viewer: User, items: list[Item], *, decision: str, reason: str) -> None:
    if decision == "approve":
        done, refused = actions.approve_all(viewer, items)
        said = ngettext("%(num)s is published.", "%(num)s are published.", done)
    else:
        done, refused = actions.refuse_all(viewer, items, reason=reason)
        said = ngettext(
            "%(num)s is refused. The author is told why.", "%(num)s are refused. The author is told why.", done
        )
    messages.success(request, said % {"num": done})
    for sentence in refused:
        messages.warning(request, sentence)


def _set(request: HttpRequest, viewer: User, who: User, here: QuerySet[Community], *, where: str, mode: str) -> None:
    community = None if where == SITE else here.get(slug=where)
    actions.set_person(viewer, who, community, mode=mode)
    messages.success(request, _("Saved."))
