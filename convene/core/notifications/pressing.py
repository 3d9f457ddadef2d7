"""The page behind a link in a mail that stops such mails: one press does it, without signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

Stopping = tuple[Callable[[], object], dict[str, Any]]  # what a press does, and what the page says


def by_one_press(template: str) -> Callable[[Callable[[str], Stopping]], Callable[..., HttpResponse]]:
    """A view made of a function that reads the token of such a link, and raises LookupError for one that is not ours.

    Looking at the page changes nothing, for mail programs look ahead. The token proves that the press comes from the
    mail, also when a mail program makes it (RFC 8058).
    """

    def made(read: Callable[[str], Stopping]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @require_http_methods(["GET", "HEAD", "POST"])
        def stop(request: HttpRequest, token: str) -> HttpResponse:
            try:
                do, said = read(token)
            except LookupError:
                raise Http404 from None
            is_stopped = request.method == "POST"
            if is_stopped:
                do()
            return render(request, template, said | {"is_stopped": is_stopped})

        return stop

    return made
