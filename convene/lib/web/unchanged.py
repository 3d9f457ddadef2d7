"""Answer 304 when the page that a signed-in reader holds would come out the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

PACKAGE = Path(__file__).resolve().parents[2]


def _this_site() -> str:
    """The same in all processes of a site until it is set up in another way, or has another version of Convene."""
    newest = max(file.stat().st_mtime_ns for kind in ("py", "html") for file in PACKAGE.rglob(f"*.{kind}"))
    says = settings.NETWORK_NAME, settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.LIVE_URL, settings.STATIC_URL
    return hashlib.blake2s(repr((settings.SECRET_KEY, newest, says)).encode(), digest_size=4).hexdigest()


STARTED = _this_site()


def tag(request: HttpRequest, *parts: object) -> str:
    """An ETag from everything that the page depends on; "" when something was just said to the reader."""
    if settings.DEVELOPMENT or "messages" in request.COOKIES:
        return ""
    cookies = (request.COOKIES.get(settings.CSRF_COOKIE_NAME), request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    whole = repr((STARTED, request.get_full_path(), cookies, request.META.get("HTTP_HX_REQUEST"), parts))
    return f'"{hashlib.blake2s(whole.encode(), digest_size=12).hexdigest()}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The short answer, if the reader's copy is still good."""
    if not etag or request.META.get("HTTP_IF_NONE_MATCH") != etag:
        return None
    return stamped(HttpResponseNotModified(), etag)


def stamped(response: HttpResponse, etag: str) -> HttpResponse:
    """Mark a page as private to its reader, to be asked for again each time."""
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
