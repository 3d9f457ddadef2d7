"""Readiness and the rubric as pages that everybody reads."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....core.frameworks.queries import texts
from ....core.frameworks.rules import may_adopt
from ....core.ledger.pages import keep
from ....core.people.pages import until_something_happens


@login_not_required
@require_GET
@until_something_happens
def levels(request: HttpRequest, now: str) -> HttpResponse:
    """What an institution is ready in, on four levels."""
    return _page(request, "levels", {"text": texts(now).readiness})


@login_not_required
@require_GET
@until_something_happens
def rubric(request: HttpRequest, now: str) -> HttpResponse:
    """What each attribute looks like at four levels."""
    return _page(request, "rubric", {"text": texts(now).rubric})


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    page = render(request, f"readiness/{name}.html", context | {"may_adopt": bool(may_adopt(request.user))})
    return page if request.user.is_authenticated else keep(page)
