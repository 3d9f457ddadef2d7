"""The page behind the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from . import actions, queries

if TYPE_CHECKING:
    from ..people.models import User


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """What the person was told, the unread first."""
    person = cast("User", request.user)
    before = request.GET.get("before", "")
    board = queries.board(person, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    if board.hidden:
        actions.drop(person, board.hidden)
    return render(request, "notifications/list.html", {"board": board})


@require_GET
def count(request: HttpRequest) -> JsonResponse:
    """How many groups are unread, for the number at the bell."""
    return JsonResponse({"unread": cast("User", request.user).unread_notifications})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    actions.read_all(cast("User", request.user))
    return redirect("notifications:list")
