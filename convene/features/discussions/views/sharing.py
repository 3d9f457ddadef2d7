"""Share a topic with another community: say first what will happen, then do it; and take it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ....core.communities.models import Community
from ....lib.errors import Refusal
from .. import actions, rules
from ..forms import ShareForm
from ..models import Topic
from .find import member, visible_topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ....core.people.models import User


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a topic in another community as well."""
    here, actor = visible_topic(request, slug, pk), member(request)
    ruling = rules.may_share(actor, here)
    form = ShareForm(request.POST or request.GET or None, places=_places(actor, here))
    other = reach = None
    if ruling and form.is_valid():
        other = form.cleaned_data["community"]
        try:
            if request.method == "POST":
                actions.share(actor, here, other, reach=form.cleaned_data["reach"])
                messages.success(request, _("%(community)s shows it as well now.") % {"community": other})
                return redirect(here)
            actions.check_sharing(actor, here, other)
            reach = rules.reach_of(here.community, other)
        except Refusal as no:
            form.add_error("community", no.sentence)
    status = 403 if not ruling else 422 if form.errors else 200
    context = {
        "topic": here, "community": here.community, "form": form, "ruling": ruling, "reach": reach,
        "other": None if form.errors else other,
    }  # fmt: skip
    return render(request, "discussions/share.html", context, status=status)


@require_POST
def unshare(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a topic out of a community that shows it as well; one that does not show it is left as it is."""
    here, actor = visible_topic(request, slug, pk), member(request)
    other = next((one for one in here.places[1:] if one.slug == request.POST.get("community")), None)
    if other is None:
        return redirect(here)
    actions.unshare(actor, here, other)
    messages.success(request, _("%(community)s does not show it any more.") % {"community": other})
    return redirect(here if Topic.objects.visible_to(actor).filter(pk=here.pk).exists() else other)


def _places(actor: User, here: Topic) -> QuerySet[Community]:
    """Open communities that the person belongs to, that others know of, and that do not show it yet."""
    places = Community.objects.exclude(state="archived").exclude(visibility="hidden")
    places = places.exclude(pk__in=[place.pk for place in here.places])
    return places if actor.is_staff else places.of(actor)
