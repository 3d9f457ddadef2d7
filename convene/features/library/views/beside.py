"""What the library has on a topic: a page of its own, whose list the topic's page takes in when it comes near."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ....core.ledger.pages import keep
from ....lib.web.unchanged import stamped
from ...discussions.models import Topic
from ..queries.beside import beside
from .find import LARGEST


@login_not_required
@require_GET
def beside_topic(request: HttpRequest) -> HttpResponse:
    """Resources that fit `?topic=`, each with why."""
    given = request.GET.get("topic", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 20 else 0
    seen = Topic.objects.visible_to(request.user).select_related("community")
    topic = get_object_or_404(seen, pk=min(number, LARGEST))
    page = render(request, "library/beside.html", {"topic": topic, "found": beside(request.user, topic)})
    return stamped(page, "") if request.user.is_authenticated else keep(page)
