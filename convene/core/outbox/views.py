"""Read the mails that were kept, in development."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from .models import Letter
from .reading import OpenLetter

SHOWN = 100
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"

Decorator = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]
frames_itself = cast(Decorator, csp_update({"frame-src": [SELF]}))
is_powerless = cast(
    Decorator,
    csp_replace(
        {
            "default-src": [NONE],
            "script-src": [NONE],
            "font-src": [NONE],
            "connect-src": [NONE],
            "img-src": ["data:"],
            "style-src": [UNSAFE_INLINE],
            "frame-ancestors": [SELF],
            "sandbox": SANDBOX.split(),
        }
    ),
)


@require_safe
@login_not_required
def letters(request: HttpRequest) -> HttpResponse:
    """The mails that were kept, newest first."""
    newest = [OpenLetter(letter) for letter in Letter.objects.order_by("-pk")[:SHOWN]]
    return render(request, "outbox/letters.html", {"letters": newest})


@require_safe
@login_not_required
@frames_itself
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One mail with its text, its links and its codes; its HTML in a frame that can do nothing."""
    opened = OpenLetter(get_object_or_404(Letter, pk=letter_id))
    return render(request, "outbox/letter.html", {"opened": opened, "letter": opened.letter, "sandbox": SANDBOX})


@require_safe
@login_not_required
@xframe_options_sameorigin
@is_powerless
def letter_html(_request: HttpRequest, letter_id: int) -> HttpResponse:
    """The HTML of a mail, as a page that runs no script and belongs to no site."""
    opened = OpenLetter(get_object_or_404(Letter, pk=letter_id))
    return HttpResponse('<!doctype html><meta charset="utf-8"><base target="_blank">' + opened.html)
