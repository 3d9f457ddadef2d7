"""Begin a resource with what a page of the web says of itself."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ....core.drafts.models import place_of
from ....core.drafts.queries import begun
from ....core.tags.queries import vocabulary
from ....lib.errors import NotPossible, TooMuch
from ....lib.http import Fetched, NotFetched, fetch_page
from ....lib.pages import described
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from .. import rules
from ..forms import AddressForm, ResourceForm, WhereForm
from ..from_page import begun_with
from ..queries import attached
from .find import member, places_of
from .writing import begin_with, chosen, form_page, nowhere

MOST, WINDOW = 30, 3600  # pages that one person has us read, in so many seconds


@require_http_methods(["GET", "POST"])
def read_page(request: HttpRequest) -> HttpResponse:
    """The form of a new resource, filled in as far as the page says; its writer corrects it and sends it."""
    if request.method != "POST":  # whoever comes back here begins anew
        return redirect("library:add")
    me, page, words = member(request), AddressForm(request.POST), vocabulary()
    places = places_of(me)
    asked = next((one.slug for one in places if one.slug == request.POST.get("community")), "")
    where = WhereForm(places, initial={"community": asked})
    community = chosen(where, places)
    ruling = rules.may_propose(me, community) if community else nowhere(places)
    require(ruling)
    assert community  # the ruling has seen to it
    kept = begun(me, place_of(community, "library"))
    initial, status = begin_with(None, kept), 422
    if page.is_valid():
        address = page.cleaned_data["address"].strip()
        with Attempt(page, "address") as attempt:
            _count(me.pk)
            fetched = _fetched(address)
            own = {name: said for name, said in (("title", kept.title), ("description", kept.body)) if said}
            initial |= begun_with(described(fetched.body, fetched.url, fetched.charset), words) | own
            status = 200
        if status != 200:
            status, initial["links"] = attempt.status, address
    context = {
        "form": ResourceForm(words, attached=attached(me, community, None), initial=initial), "where": where,
        "begun": kept, "source": None, "ruling": ruling, "community": community, "page": page,
        "was_read": status == 200,
    }  # fmt: skip
    return form_page(request, context, status)


def _fetched(address: str) -> Fetched:
    try:
        return fetch_page(address)
    except NotFetched as fault:
        if fault.code != "kind":
            raise
        raise NotPossible(
            _("This is no page but a file, which says nothing of itself. Its address stands below; fill in the rest.")
        ) from None


def _count(person: int) -> None:
    """Nobody sends us out all day."""
    key = f"library:pages-read:{person}"
    cache.add(key, 0, timeout=WINDOW)
    if cache.incr(key) > MOST:
        raise TooMuch(
            _("You had us read many pages. Fill in the form yourself, or go on in an hour."), retry_after=WINDOW
        )
