"""The page on which leaders write the welcome."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....core.communities.models import Community
from ....core.communities.pages import in_community
from ....core.communities.rules import may_edit, may_lead, role_of
from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from .. import actions
from ..forms import WelcomeForm
from ..models import Topic
from .find import member

MOST_TOPICS = 40


@require_http_methods(["GET", "POST"])
@in_community
def welcome(request: HttpRequest, community: Community) -> HttpResponse:
    """What newcomers read first, and where they say hello."""
    require(may_lead(request.user, community))
    seen = Topic.objects.visible_to(request.user)
    chosen = list(seen.welcoming(community))
    others = seen.filter(community=community, closed_at=None).exclude(pk__in=[one.pk for one in chosen])
    topics = [*chosen, *others.freshest_first()[:MOST_TOPICS]]
    kept = begun(request.user, place_of(community, "welcome"), community.welcome)
    form = WelcomeForm(
        topics,
        request.POST if request.method == "POST" else None,
        initial={"text": kept.body, "topic": community.welcome_topic},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form):
                actions.write_welcome(member(request), community, **form.cleaned_data)
                messages.success(request, _("Saved. Whoever joins from now on is welcomed with it."))
                return redirect("discussions:welcome", community.slug)
    context = {
        "community": community,
        "role": role_of(request.user, community),
        "tab": "settings",
        "form": form,
        "begun": kept,
        "may_edit": may_edit(request.user, community),
    }
    return render(request, "discussions/welcome.html", context, status=status)
