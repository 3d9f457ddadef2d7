"""What everybody may read, for machines that look for it: an index, and pages of addresses with when each changed.

A page holds those whose numbers lie in one range, so that the last page costs what the first does.
source: sitemaps.org, protocol 0.9.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from ...core.communities.models import Community, Visibility
from ...core.ledger.pages import keep
from ...features.discussions.models import Topic
from ...features.library.models import Resource
from ...lib.ui.jinja import address

RANGE = 10_000  # numbers a page
MOST_PAGES = 50_000  # that an index may name
NOBODY = AnonymousUser()
TEXTS = ("home", "about", "guidelines", "rules", "privacy", "accessibility")
Line = tuple[str, dt.datetime | None]


def _public() -> QuerySet[Community]:
    return Community.objects.visible_to(NOBODY).filter(visibility=Visibility.PUBLIC)


def _topics() -> QuerySet[Any]:
    return Topic.objects.visible_at_home_to(NOBODY).filter(community__in=_public()).order_by("pk")


def _resources() -> QuerySet[Any]:
    return Resource.objects.on_shelf(NOBODY).filter(community__in=_public()).order_by("pk")


def _topic_lines(topics: QuerySet[Any]) -> Iterator[Line]:
    for slug, pk, at in topics.values_list("community__slug", "pk", "last_post_at"):
        yield address("discussions:topic", slug, pk), at


def _resource_lines(resources: QuerySet[Any]) -> Iterator[Line]:
    for pk, at in resources.values_list("pk", "changed_at"):
        yield address("library:resource", pk), at


KINDS: dict[str, tuple[Callable[[], QuerySet[Any]], Callable[[QuerySet[Any]], Iterable[Line]]]] = {
    "topics": (_topics, _topic_lines),
    "resources": (_resources, _resource_lines),
}


@login_not_required
@require_GET
def index(_request: HttpRequest) -> HttpResponse:
    """Which pages there are."""
    pages = [reverse("home:sitemap_places")]
    for kind, (found, _lines) in KINDS.items():
        ranges = found().order_by().annotate(range=(F("pk") - 1) / RANGE).values_list("range", flat=True).distinct()
        pages += [reverse("home:sitemap_page", args=[kind, number + 1]) for number in sorted(ranges)[:MOST_PAGES]]
    return _said("sitemapindex", [(page, None) for page in pages])


@login_not_required
@require_GET
def places(_request: HttpRequest) -> HttpResponse:
    """The network's texts, and public communities."""
    paths = [*(reverse(f"home:{name}") for name in TEXTS), reverse("communities:list"), reverse("library:browse")]
    paths += [community.get_absolute_url() for community in _public().only("slug")]
    return _said("urlset", [(path, None) for path in paths])


@login_not_required
@require_GET
def page(_request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Topics or resources whose numbers lie in one range."""
    if kind not in KINDS or not 1 <= number <= MOST_PAGES:
        raise Http404
    found, lines = KINDS[kind]
    said = list(lines(found().filter(pk__gt=(number - 1) * RANGE, pk__lte=number * RANGE)))
    if not said:
        raise Http404
    return _said("urlset", said)


def _said(root: str, lines: Iterable[Line]) -> HttpResponse:
    context = {
        "root": root, "one": "sitemap" if root == "sitemapindex" else "url", "site": settings.SITE_URL,
        "lines": [(path, at.date().isoformat() if at else "") for path, at in lines],
    }  # fmt: skip
    return keep(HttpResponse(render_to_string("home/sitemap.xml", context), content_type="application/xml"))
