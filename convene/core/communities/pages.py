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
            return _moved(request, slug)
        return view(request, community, *args, **kwargs)

    return at_address


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page at the community's present address; Http404 when nobody ever lived here."""
    alias = Alias.objects.filter(slug=slug, community__in=Community.objects.visible_to(request.user)).first()
    match = request.resolver_match
    if alias is None or match is None:
        raise Http404
    address = reverse(match.view_name, args=match.args, kwargs=match.kwargs | {"slug": alias.community.slug})
    return redirect(f"{address}?{request.META['QUERY_STRING']}".rstrip("?"), permanent=True)
