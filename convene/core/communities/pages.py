"""What every page inside a community begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .models import Alias, Community
from .queries import find_community

P = ParamSpec("P")
Inside = Callable[Concatenate[HttpRequest, Community, P], HttpResponse]


def in_community(view: Inside[P]) -> Callable[..., HttpResponse]:
    """Give the view the community that stands in the address as `slug`; a former address leads to the present one."""

    @wraps(view)
    def at_address(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            community = find_community(request.user, slug)
        except Http404:
            community = _under_former_name(request, slug)
            if request.method in {"GET", "HEAD"}:
                return _moved(request, community)
        return view(request, community, *args, **kwargs)

    return at_address


def _under_former_name(request: HttpRequest, slug: str) -> Community:
    """The community that had this address once; Http404 when nobody ever lived here."""
    former = Alias.objects.filter(slug=slug, community__in=Community.objects.visible_to(request.user))
    alias = former.select_related("community").first()
    if alias is None:
        raise Http404
    return alias.community


def _moved(request: HttpRequest, community: Community) -> HttpResponse:
    """The same page at the community's present address."""
    match = request.resolver_match
    if match is None:
        raise Http404
    address = reverse(match.view_name, args=match.args, kwargs=match.kwargs | {"slug": community.slug})
    return redirect(f"{address}?{request.META['QUERY_STRING']}".rstrip("?"), permanent=True)
