"""The page behind the bell, and the one behind a link in a mail."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ..people.models import User
from . import actions, queries
from .letters import stopped_by
from .pressing import Stopping, by_one_press


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """What the person was told, the unread first."""
    person = cast(User, request.user)
    before = request.GET.get("before", "")
    board = queries.board(person, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    if board.hidden:
        actions.drop(person, board.hidden)
    return render(request, "notifications/list.html", {"board": board})


@require_GET
def count(request: HttpRequest) -> JsonResponse:
    """How many groups are unread, for the number at the bell."""
    return JsonResponse({"unread": cast(User, request.user).unread_notifications})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    actions.read_all(cast(User, request.user))
    return redirect("notifications:list")


@by_one_press("notifications/stop.html")
def stop(token: str) -> Stopping:
    """Mail them nothing more about this kind of thing."""
    person, about = stopped_by(token)
    reader = get_object_or_404(User, pk=person)
    return lambda: actions.stop_mail(reader.pk, about), {}
