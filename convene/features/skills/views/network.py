"""The skills of the whole network, for its staff: counted from groups of institutions, and from nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....core.frameworks.queries import texts
from ....core.ledger.head import head
from ....lib.ruling import require
from .. import rules
from ..queries import divisions


@require_GET
def network(request: HttpRequest) -> HttpResponse:
    """In how many groups of institutions each skill is missing, for all and by kind."""
    require(rules.may_see_network(request.user))
    text = texts(head()).skills
    at, found = divisions(request.user, text) if text else (None, [])
    return render(request, "skills/network.html", {"text": text, "at": at, "divisions": found, "may_adopt": True})
