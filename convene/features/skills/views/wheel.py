"""The skills as a page; everybody reads it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....core.frameworks.queries import texts
from ....core.frameworks.rules import may_adopt
from ....core.ledger.pages import keep
from ....core.people.pages import until_something_happens
from ....lib.ui.drawings.wheel import draw


@login_not_required
@require_GET
@until_something_happens
def wheel(request: HttpRequest, now: str) -> HttpResponse:
    """All skills, in the wheel and in words."""
    text = texts(now).skills
    drawing = draw([[1] * len(one.skills) for one in text.competencies], rings=1) if text else None
    context = {"text": text, "drawing": drawing, "may_adopt": bool(may_adopt(request.user))}
    page = render(request, "skills/wheel.html", context)
    return page if request.user.is_authenticated else keep(page)
