"""The list of conversations, and a conversation."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ....lib.web import live
from .. import queries, rules
from ..limits import MOST_OTHERS
from ..models import GroupMessage, Report
from ..queries import Room
from .begun import Begun
from .find import member, page_number, room, visible_message

LATELY = dt.timedelta(days=30)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """My conversations, the latest first."""
    number = page_number(request) or 1
    lines, has_more = queries.inbox(member(request), number)
    if not lines and number > 1:
        raise Http404
    request.live = live.address(live.mint([f"person:{request.user.pk}"], request.user.pk))  # type: ignore[attr-defined]
    waiting = Report.objects.visible_to(request.user).waiting().count() if member(request).is_staff else 0
    to_all = GroupMessage.objects.visible_to(request.user).filter(created_at__gt=timezone.now() - LATELY)
    context = {
        "lines": lines, "has_more": has_more, "number": number, "waiting": waiting,
        "groups": list(to_all.for_cards().order_by("-created_at")[:2]) if number == 1 else [],
    }  # fmt: skip
    return render(request, "private_messages/inbox.html", context)


@require_GET
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """A page of a conversation; without a page number, the one where the reader stopped."""
    return conversation_page(request, room(request, pk))


def conversation_page(request: HttpRequest, here: Room, begun: Begun | None = None, status: int = 200) -> HttpResponse:
    """A conversation with its composer."""
    mine, last = here.mine, here.conversation.last_number
    read = max(mine.upto, mine.since)
    number = page_number(request) or max(here.page_of(min(read + 1, last)), 1)
    if number > here.pages:
        raise Http404
    return render(
        request,
        "private_messages/conversation.html",
        {
            "room": here,
            "conversation": here.conversation,
            "address": here.conversation.get_absolute_url(),
            "rows": here.rows(number),
            "number": number,
            "first_unread": read + 1 if read < last else 0,
            "may_write": rules.may_write(request.user, here.others),
            "write": begun or Begun(mine.draft),
            "stream": live.address(live.mint([mine.channel, f"person:{request.user.pk}"], request.user.pk)),
            "has_room": len(here.here) < MOST_OTHERS,
            "changeable_after": rules.changeable_after(),
            "file_largest": settings.FILE_LARGEST,
        },
        status=status,
    )


@require_GET
def message(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stable address of a message leads to its place on the page."""
    found = visible_message(request, pk, number)
    return redirect(room(request, pk).place_of(found.number))
