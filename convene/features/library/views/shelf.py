"""The library's list, as a page and as a feed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ....core.ledger.pages import keep
from ....core.people.pages import until_something_happens
from ....core.tags.models import Facet
from ..models import Collection
from ..queries import SORTS, Shelf, chosen_in, shelf
from .find import keeps_order, may_add, page_number


@login_not_required
@require_GET
@until_something_happens
def browse(request: HttpRequest, now: str) -> HttpResponse:
    """What the reader may open, by what they choose."""
    found = _shelf(request, now)
    viewer = request.user
    is_front = not found.chosen and found.number == 1
    seen = Collection.objects.visible_to(viewer).filter(count__gt=0).select_related("community")
    context = {
        "shelf": found,
        "sorts": SORTS,
        "paths": list(seen[:3]) if is_front else [],
        "asks_about": _topic_of(found) if viewer.is_authenticated else "",
        "may_add": may_add(viewer),
        "keeps_order": viewer.is_authenticated and keeps_order(viewer),
    }
    page = render(request, "library/browse.html", context)
    return page if viewer.is_authenticated else keep(page)


@login_not_required
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of them as an Atom feed, for those who read without an account: what is public."""
    found = _shelf(request, "", sort="new")
    context = {
        "shelf": found,
        "site": settings.SITE_URL,
        "address": settings.SITE_URL + reverse("library:browse") + found.address,
        "itself": settings.SITE_URL + request.get_full_path(),
    }
    page = render(request, "library/feed.xml", context, content_type="application/atom+xml; charset=utf-8")
    return page if request.user.is_authenticated else keep(page)


def _topic_of(found: Shelf) -> str:
    """What the list is about, where somebody chose one topic or approach."""
    about = [one.label for one in found.chosen if one.facet in {Facet.TOPIC, Facet.APPROACH}]
    return about[0] if len(about) == 1 else ""


def _shelf(request: HttpRequest, now: str, *, sort: str = "") -> Shelf:
    try:
        return shelf(
            request.user, chosen_in(request.GET), sort=sort or request.GET.get("sort", "used"),
            number=page_number(request), now=now,
        )  # fmt: skip
    except LookupError:
        raise Http404 from None
