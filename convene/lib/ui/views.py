"""The living catalogue: every component in every tone, and the pages that are hard to reach."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .marks import STATES
from .samples import Catalogue

SECTIONS = (
    "type", "colour", "buttons", "marks", "people", "emblems", "cards", "topics", "posts", "prose",
    "forms", "composer", "navigation", "notices", "data", "drawings", "empty",
)  # fmt: skip
PAGES: dict[str, dict[str, object]] = {
    "400": {}, "403": {}, "404": {}, "429": {}, "500": {},
    "503": {
        "sentence": "We cannot reach our records just now. Nothing is lost; please try again in a minute.",
        "again": "#",
    },
    "refusal": {"status": 422, "sentence": "This topic was closed in March. You can still open a new one."},
    "confirm": {
        "title": "Leave Citizen Science?", "text": "You can come back at any time.", "verb": "Leave the community",
        "back": "#", "danger": True,
    },
    "text": {},
}  # fmt: skip


@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component."""
    messages.success(request, "Your reply is posted.")
    messages.error(request, "That file is larger than 25 MB.")
    return render(
        request, "ui/catalogue.html", {"sections": SECTIONS, "pages": PAGES, "states": STATES, "sample": Catalogue()}
    )


@login_not_required
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """A page that is hard to reach otherwise."""
    if name not in PAGES:
        raise Http404
    template = {"refusal": "refusal.html", "confirm": "confirm.html", "text": "ui/catalogue/text.html"}
    return render(request, template.get(name, f"errors/{name}.html"), dict(PAGES[name]))
