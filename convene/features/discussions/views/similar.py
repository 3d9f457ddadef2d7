"""What was discussed before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from ..queries import similar_topics


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """The topics whose titles resemble `?title=`, as a part of a page; empty when there are none."""
    found = similar_topics(request.user, request.GET.get("title", ""))
    if not found:
        return HttpResponse("")
    answer = render(request, "discussions/_similar.html", {"similar": found})
    patch_cache_control(answer, private=True, max_age=30)
    return answer
