"""The page of a search, and what is suggested while one types."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from . import queries
from .forms import parts_of, query_of, wish_of
from .kinds import kinds
from .reader import reader_of

WORDS = {
    "label": _("Suggestions"), "recent": _("Your searches on this device"), "forget": _("Forget these searches"),
    "hint": _("Arrow keys to choose, Enter to go there."),
}  # fmt: skip


@login_not_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What fits, of all that the reader may see."""
    reader = reader_of(request.user)
    wish = wish_of(reader, request.GET)
    results = queries.search(reader, wish)
    parts = parts_of(reader, wish.but(page=1))
    context = {
        "wish": wish,
        "results": results,
        "kinds": kinds(),
        "query_of": partial(query_of, reader),
        "hidden": parts,
        "kind_tabs": [
            (one.label, f"?{query_of(reader, one.wish)}", one.number or None, one.is_on)
            for one in (results.facets.kinds if results.facets else ())
        ],
        "here": reader.places.get(wish.community or 0),
    }
    answer = render(request, "search/search.html", context)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Whom one could ask about `?q=`."""
    text = " ".join(request.GET.get("q", "").split())[:400]
    crumbs = [(_("Search"), f"{reverse('search:search')}?{urlencode({'q': text})}")]
    found = queries.who_knows(request.user, text)
    answer = render(request, "search/people.html", {"found": found, "text": text, "crumbs": crumbs})
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@login_not_required
@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles and names that begin with what was typed, {found: [{title, url, kind, note}], words}: eight at most."""
    found = queries.suggestions(reader_of(request.user), request.GET.get("q", "")[:100])
    answer = JsonResponse({"found": found, "words": {name: str(words) for name, words in WORDS.items()}})
    patch_cache_control(answer, private=True, max_age=30)
    return answer
