"""The framework and the guide as pages; everybody reads them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....core.frameworks.queries import texts
from ....core.frameworks.rules import may_adopt
from ....core.ledger.pages import keep
from ....core.people.pages import until_something_happens
from ....core.tags.models import Facet
from ....core.tags.queries import vocabulary
from ..queries.more import more_on

ROUTES = {"attributes": "guides:attribute", "approaches": "guides:approach", "outcomes": "guides:outcome"}


@login_not_required
@require_GET
@until_something_happens
def overview(request: HttpRequest, now: str) -> HttpResponse:
    """What community science is, in ten minutes."""
    found = texts(now)
    return _page(request, "overview", {"text": found.framework, "texts": found})


@login_not_required
@require_GET
@until_something_happens
def trait(request: HttpRequest, group: str, key: str, now: str) -> HttpResponse:
    """An attribute, approach or outcome, and where the network goes on with it."""
    text = texts(now).framework
    traits = getattr(text, group) if text else ()
    at = next((at for at, one in enumerate(traits) if one.key == key), None)
    if at is None:
        raise Http404
    context = {
        "text": text, "trait": traits[at], "group": group, "route": ROUTES[group], "number": at + 1, "of": len(traits),
        "before": traits[at - 1] if at else None, "after": traits[at + 1] if at + 1 < len(traits) else None,
        "more": more_on(request.user, traits[at].see, now),
    }  # fmt: skip
    return _page(request, "trait", context)


@login_not_required
@require_GET
@until_something_happens
def guide(request: HttpRequest, now: str) -> HttpResponse:
    """All questions of the discussion guide."""
    words = vocabulary(now).by_facet[Facet.STAGE]
    return _page(request, "guide", {"text": texts(now).guide, "terms": {one.slug for one in words}})


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    page = render(request, f"guides/{name}.html", context | {"may_adopt": bool(may_adopt(request.user))})
    return page if request.user.is_authenticated else keep(page)
