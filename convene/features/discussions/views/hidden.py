"""Topics that were taken down, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ....core.communities.models import Community
from ....core.communities.pages import in_community
from ....core.communities.rules import is_open_for_writing, may_moderate, role_of
from ....lib.ruling import require
from .. import actions, queries
from ..models import Topic
from .find import member, readable_community


@require_GET
@in_community
def taken_down(request: HttpRequest, here: Community) -> HttpResponse:
    """What was taken down in a community, by whom and when."""
    readable_community(request, here.slug)
    require(may_moderate(request.user, here))
    context = {
        "community": here, "role": role_of(request.user, here), "rows": queries.taken_down(here),
        "may_restore": is_open_for_writing(here),
    }  # fmt: skip
    return render(request, "discussions/taken_down.html", context)


@require_POST
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bring a topic back; to those who may not, it is not there."""
    community = readable_community(request, slug)
    require(may_moderate(request.user, community))
    topic = get_object_or_404(Topic.objects.select_related("community"), community=community, pk=pk)
    actions.restore_topic(member(request), topic)
    messages.success(request, _("It is back where it was."))
    return redirect(topic)
