"""The page on which people are found."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ...core.ledger.pages import keep
from ...core.people.pages import until_something_happens
from . import queries


@login_not_required
@require_GET
@until_something_happens
def people(request: HttpRequest, now: str) -> HttpResponse:
    """People by name and by what they show, `?q=&can_help_with=&…=&page=`."""
    wish = queries.wish_in(request.GET)
    try:
        found = queries.look(request.user, wish, now)
    except LookupError:
        raise Http404 from None
    page = render(request, "directory/people.html", {"found": found, "wish": wish})
    return page if request.user.is_authenticated else keep(page)
