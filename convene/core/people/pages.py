"""Pages that show a member what happened: sent again only when something did."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ...lib.web.unchanged import stamped, tag, unchanged
from ..ledger.head import head

if TYPE_CHECKING:
    from .models import User

View = Callable[..., HttpResponse]


def until_something_happens(view: View) -> View:
    """Answer 304 when nothing happened since, before anything is read; gives the view the ledger's head as `now`.

    For pages that show what is in the ledger, and of their reader what comes with the session: roles, how far they
    read, what they were told. The hour is in the tag because a page may greet, and the token of a live page grows old.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now = head()
        viewer = request.user
        if not viewer.is_authenticated:
            return view(request, *args, now=now, **kwargs)
        etag = tag(request, now, *_looks(viewer)) if now else ""
        if same := unchanged(request, etag):
            return same
        page = view(request, *args, now=now, **kwargs)
        return stamped(page, etag if page.status_code == 200 else "")

    return asked


def _looks(viewer: User) -> tuple[object, ...]:
    """What of the viewer shows on a page, or decides what they see there."""
    here = timezone.localtime()
    return (
        viewer.name, viewer.handle, viewer.unread_notifications, viewer.language, viewer.time_zone, viewer.is_staff,
        viewer.caught_up_at, viewer.readings_version, sorted(viewer.viewer_roles.items()),
        sorted(viewer.viewer_new), viewer.begins_at, here.date(), here.hour,
    )  # fmt: skip
