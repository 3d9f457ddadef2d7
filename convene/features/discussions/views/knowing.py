"""Whom one could ask about a question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....core.search.queries import who_knows
from ....lib.web.unchanged import stamped
from ..models import Post
from .find import visible_topic


@require_GET
def people(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """People who may know, but for who asked, and those who are in the topic already."""
    here = visible_topic(request, slug, pk)
    there = Post.objects.filter(topic=here, hidden_at=None).order_by().values_list("author", flat=True).distinct()
    found = who_knows(request.user, here.title, but={here.author_id or 0, *(one for one in there if one)})
    crumbs = [(here.community, here.community.get_absolute_url()), (here.title, here.get_absolute_url())]
    return stamped(render(request, "search/people.html", {"found": found, "text": here.title, "crumbs": crumbs}), "")
