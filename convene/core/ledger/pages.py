"""Keep whole pages for readers who are not signed in.

A view offers its page with `keep(response)`. A kept page is served as long as nothing has happened on the site since it
was made; that is asked of the database at most once a second in each process, so a page is right within a second.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language_from_request

MOST_PAGES = 400
LARGEST_PAGE = 200_000  # bytes
OLDEST = 10.0  # seconds; bounds what two transactions that cross can hide
LOOK_AGAIN = 1.0  # seconds

_KEEP = "_convene_keep"


def keep(response: HttpResponse) -> HttpResponse:
    """Offer this page to all readers who are not signed in; it must look the same to all of one language."""
    setattr(response, _KEEP, True)
    return response


class KeptPages:
    """The outermost middleware: answers from memory, before sessions and the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[str, tuple[int, float, HttpResponse]] = OrderedDict()
        self.head = 0
        self.looked_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        language = get_language_from_request(request)
        key = f"{language} {request.META.get('HTTP_HOST', '')}{request.get_full_path()}"
        now = time.monotonic()
        head = self._head(now)
        kept = self.pages.get(key)
        if kept and kept[0] == head and now - kept[1] < OLDEST and head:
            return _answer(request, kept[2])
        response = self.get_response(request)
        if getattr(response, _KEEP, False) and response.status_code == 200 and not response.cookies:
            self._keep(key, head, now, response)
            return _answer(request, response)
        return response

    def _keep(self, key: str, head: int, now: float, response: HttpResponse) -> None:
        response["ETag"] = f'"{hashlib.blake2s(response.content, digest_size=12).hexdigest()}"'
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        response["Vary"] = "Cookie, Accept-Language"
        if head and len(response.content) <= LARGEST_PAGE:
            self.pages[key] = (head, now, response)
            self.pages.move_to_end(key)
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)

    def _head(self, now: float) -> int:
        """The number of the ledger's last line; 0 when it cannot be told."""
        if now - self.looked_at >= LOOK_AGAIN:
            self.looked_at = now
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT MAX(id) FROM ledger_entry")
                    self.head = cursor.fetchone()[0] or 0
            except DatabaseError:
                self.head = 0
        return self.head


def _answer(request: HttpRequest, kept: HttpResponse) -> HttpResponse:
    if request.META.get("HTTP_IF_NONE_MATCH") == kept["ETag"]:
        answer: HttpResponse = HttpResponseNotModified()
        answer["ETag"], answer["Vary"] = kept["ETag"], kept["Vary"]
        return answer
    answer = HttpResponse(kept.content, status=200)
    answer.headers = kept.headers
    return answer
