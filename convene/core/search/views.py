"""The page of a search, and what is suggested while one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote_plus, urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from . import actions, queries
from .forms import parts_of, query_of, wish_of
from .kinds import kinds
from .reader import reader_of

if TYPE_CHECKING:
    from ..people.models import Actor, User
    from .reader import Reader

WORDS = {"label": _("Suggestions"), "hint": _("Arrow keys to choose, Enter to go there.")}
MINE, SHOWN = 4, 6  # of what is offered before one types


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
    if not wish.text:
        viewer = request.user
        context |= {"recent": queries.recent(viewer), "keeps": queries.keeps(viewer), "often": queries.often(reader)}
    elif results.rows and wish.page == 1 and request.user.is_authenticated:
        actions.remember(request.user, wish.text)
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
    """Titles and names that begin with what was typed, {found: [{title, url, kind, note}], words}: eight at most.

    Before anything is typed: what the reader looked for lately, and what many look for.
    """
    reader, text = reader_of(request.user), request.GET.get("q", "")[:100]
    found = queries.suggestions(reader, text) if text.strip() else _to_begin_with(request.user, reader)
    answer = JsonResponse({"found": found, "words": {name: str(words) for name, words in WORDS.items()}})
    patch_cache_control(answer, private=True, max_age=30)
    return answer


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Let go of what one looked for."""
    actions.forget(cast("User", request.user))
    messages.success(request, _("Your searches are forgotten."))
    return redirect("search:search")


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Have what one looks for kept from now on, or not any more."""
    keeps = request.POST.get("keeps") == "yes"
    actions.keep(cast("User", request.user), keeps=keeps)
    messages.success(
        request, _("What you look for is kept for you.") if keeps else _("What you look for is not kept any more.")
    )
    return redirect("search:search")


def _to_begin_with(actor: Actor, reader: Reader) -> list[dict[str, Any]]:
    page, mine = reverse("search:search"), queries.recent(actor)[:MINE]
    known = {words.casefold() for words in mine}
    many = [words for words in queries.often(reader) if words.casefold() not in known][: SHOWN - len(mine)]
    shown = [
        {"title": words, "url": f"{page}?q={quote_plus(words)}", "kind": str(kind), "note": ""}
        for kind, some in ((_("You looked for this"), mine), (_("Often looked for"), many)) for words in some
    ]  # fmt: skip
    forget = {"title": str(_("Forget your searches")), "url": f"{page}#before", "kind": "", "note": ""}
    return [*shown, forget] if mine else shown
