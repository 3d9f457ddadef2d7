"""Turn a refusal into a page, once for every feature."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.views import defaults

from ..errors import NotAllowed, NotPossible, Refusal, TooMuch, Unavailable

log = logging.getLogger(__name__)


class Refusals:
    """Answers a `Refusal` with its sentence, a lost database with 503, and a dead end with a way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):  # PostgreSQL keeps no such text
            return refusal(request, NotPossible(_("This address is damaged. Check it, or go on from the home page.")))
        answer = self.get_response(request)
        is_dead_end = answer.status_code == 405 and request.method == "GET" and not answer.content
        return dead_end(request, answer) if is_dead_end else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raised."""
        if isinstance(error, OperationalError | InterfaceError):
            return lost_database(request, error)
        return refusal(request, error) if isinstance(error, Refusal) else None


def dead_end(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page for an address that only takes something in: one comes there by signing in between."""
    above = request.path_info
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(above):
            break
    words = {
        "sentence": _("This was not done yet. Go back and press the button once more."),
        "status": 405,
        "back": above,
    }
    page = render(request, "refusal.html", words, status=405)
    page["Allow"] = answer["Allow"]
    return page


def lost_database(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The short page for when the database does not answer."""
    log.error("The database did not answer: %s", error)
    sentence = _("We cannot reach our records just now. Nothing is lost; please try again in a minute.")
    return refusal(request, Unavailable(sentence))


def server_error(request: HttpRequest) -> HttpResponse:
    """What Django shows when something broke; the database may be lost before a view is reached."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return lost_database(request, error)
    return defaults.server_error(request)


def refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    """The page (or JSON, for a script) that says no."""
    answer: HttpResponse
    if "application/json" in request.headers.get("Accept", ""):
        answer = JsonResponse({"error": error.sentence}, status=error.status)
    elif isinstance(error, Unavailable):
        answer = HttpResponse(error.sentence, status=error.status, content_type="text/plain; charset=utf-8")
    else:
        answer = render(
            request, "refusal.html", {"sentence": error.sentence, "status": error.status}, status=error.status
        )
    if isinstance(error, TooMuch):
        answer["Retry-After"] = str(error.retry_after)
    elif isinstance(error, Unavailable):
        answer["Retry-After"] = "30"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows when a form's token is missing or old."""
    log.info("CSRF: %s", reason)
    return refusal(
        request,
        NotAllowed(_("This page was open for too long, or came from elsewhere. Go back, reload it and try again.")),
    )
