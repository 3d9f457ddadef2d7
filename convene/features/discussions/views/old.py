"""Lead on from an address in an archive or a forum that moved in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from ..archives.whereabouts import once_at
from .moved import page_of


@login_not_required
@require_safe
def old(request: HttpRequest, address: str) -> HttpResponse:
    """`address` is the old one, host first; those who may not read what stood there are told the same as of nothing."""
    asked = request.META.get("QUERY_STRING", "")
    found = once_at(request.user, f"{address}?{asked}" if asked else address)
    if found is None:
        raise Http404
    answer = HttpResponsePermanentRedirect(page_of(*found))
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
