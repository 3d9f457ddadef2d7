"""The page behind the bell, and the one behind a link in a mail."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..people.models import User
from . import actions, queries
from .letters import stopped_by


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


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails with one press, without signing in; looking at the page changes nothing, for mail programs look ahead.

    The token proves that the press comes from the mail, also when a mail program makes it (RFC 8058).
    """
    try:
        person, about = stopped_by(token)
    except LookupError:
        raise Http404 from None
    reader = get_object_or_404(User, pk=person)
    is_stopped = request.method == "POST"
    if is_stopped:
        actions.stop_mail(reader.pk, about)
    return render(request, "notifications/stop.html", {"is_stopped": is_stopped})
