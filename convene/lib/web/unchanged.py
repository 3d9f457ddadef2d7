"""Answer 304 when the page that a signed-in reader holds would come out the same."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

STARTED = hashlib.blake2s(settings.SECRET_KEY.encode() + settings.STATIC_URL.encode(), digest_size=4).hexdigest()


def tag(request: HttpRequest, *parts: object) -> str:
    """An ETag from everything that the page depends on; "" when something was just said to the reader."""
    if settings.DEVELOPMENT or "messages" in request.COOKIES:
        return ""
    cookies = (request.COOKIES.get(settings.CSRF_COOKIE_NAME), request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    whole = repr((STARTED, request.get_full_path(), cookies, request.headers.get("HX-Request"), parts))
    return f'"{hashlib.blake2s(whole.encode(), digest_size=12).hexdigest()}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The short answer, if the reader's copy is still good."""
    if not etag or request.headers.get("If-None-Match") != etag:
        return None
    return stamped(HttpResponseNotModified(), etag)


def stamped(response: HttpResponse, etag: str) -> HttpResponse:
    """Mark a page as private to its reader, to be asked for again each time."""
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
