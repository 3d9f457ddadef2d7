"""Turn a refusal into a page, once for every feature."""

from __future__ import annotations

import errno
import logging
import random
import sys
import time
from collections.abc import Callable
from typing import cast

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.views import defaults

from ..errors import NotAllowed, NotPossible, Refusal, TooMuch, Unavailable

log = logging.getLogger(__name__)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
POSTGRES_DISK_FULL, POSTGRES_DEADLOCK = "53100", "40P01"
PAUSES = 0.05, 0.2, 0.5, 1.0  # seconds at most before something is done again
TEN_MINUTES = 600


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
        if isinstance(error, Refusal):
            return refusal(request, error)
        return (again(request) if met_in_a_ring(error) else None) or trouble(request, error)


def dead_end(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page for an address that only takes something in: one comes there by signing in between."""
    above = request.path_info
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(above):
            break
    words = {
        "sentence": _("This was not done yet. Go back, and press the button once more if it is still there."),
        "status": 405,
        "back": above,
    }
    page = render(request, "refusal.html", words, status=405)
    page["Allow"] = answer["Allow"]
    return page


def trouble(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The short page for when the database does not answer, or the disk is full; None when it is neither."""
    if is_full_disk(error):
        log.error("The disk is full: %s", error)
        sentence = _("There is no room left on our side to keep this. Nothing was changed; please try again later.")
    elif isinstance(error, OperationalError | InterfaceError):
        log.error("The database did not answer: %s", error)
        sentence = _("We cannot reach our records just now. Nothing is lost; please try again in a minute.")
    else:
        return None
    return refusal(request, Unavailable(sentence))


def met_in_a_ring(error: BaseException) -> bool:
    """Whether this one of several that waited for each other was ended, and all that it had done taken back."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) == POSTGRES_DEADLOCK


def again(request: HttpRequest) -> HttpResponse | None:
    """Do anew what was taken back; None when that, too, was ended or taken back each time."""
    found = request.resolver_match
    if found is None or connection.in_atomic_block:
        return None
    for longest in PAUSES:
        log.info("Done again, for the database ended those who waited for each other in a ring: %s", request.path)
        time.sleep(random.uniform(0, longest))  # noqa: S311 so that the same do not meet again
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        try:
            return cast(HttpResponse, found.func(request, *found.args, **found.kwargs))
        except Refusal as no:
            return refusal(request, no)
        except OperationalError as error:
            if not met_in_a_ring(error):
                return None
    return None


def is_full_disk(error: BaseException | None) -> bool:
    """Whether this says that nothing more can be written, in the words of the system or of a database."""
    if isinstance(error, OperationalError):
        is_postgres_full = getattr(error.__cause__, "sqlstate", None) == POSTGRES_DISK_FULL
        return is_postgres_full or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in NO_ROOM


def server_error(request: HttpRequest) -> HttpResponse:
    """What Django shows when something broke; the database may be lost before a view is reached."""
    return trouble(request, sys.exc_info()[1]) or defaults.server_error(request)


def too_often(request: HttpRequest) -> HttpResponse:
    """What is shown at the entrance when a limit is reached; none of those limits lasts longer than this says."""
    page = render(request, "429.html", status=429)
    page["Retry-After"] = str(TEN_MINUTES)
    return page


def refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    """The page (or JSON, for a script) that says no."""
    answer: HttpResponse
    if is_script(request):
        answer = JsonResponse({"error": error.sentence}, status=error.status)
    elif isinstance(error, Unavailable):
        words = {"sentence": error.sentence, "again": "" if request.method == "POST" else request.get_full_path()}
        answer = HttpResponse(render_to_string("errors/503.html", words), status=error.status)  # asks nobody who looks
    else:
        no = {"sentence": error.sentence, "status": error.status, "was_sent": request.method == "POST"}
        answer = render(request, "refusal.html", no, status=error.status)
    if isinstance(error, TooMuch):
        answer["Retry-After"] = str(error.retry_after)
    elif isinstance(error, Unavailable):
        answer["Retry-After"] = "30"
    return answer


def is_script(request: HttpRequest) -> bool:
    """Whether a script asks, which wants sentences and addresses instead of pages."""
    return "application/json" in request.headers.get("Accept", "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django shows when a form's token is missing or old."""
    log.info("CSRF: %s", reason)
    return refusal(
        request,
        NotAllowed(_("This page was open for too long, or came from elsewhere. Go back, reload it and try again.")),
    )
