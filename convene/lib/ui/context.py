"""What every page knows."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from ..web.csrf import csrf_token
from .navigation import current, navigation

NOBODY = AnonymousUser()


def page(request: HttpRequest) -> dict[str, Any]:
    """The viewer, the number at the bell, where one is, and what was just said; asks the database nothing.

    `live` is the token that lets the page hear of changes; a view sets it as `request.live`.
    """
    viewer = getattr(request, "user", NOBODY)
    match = request.resolver_match
    return {
        "viewer": viewer,
        "signed_in": viewer.is_authenticated,
        "bell": getattr(viewer, "unread_notifications", 0),
        "network": settings.NETWORK_NAME,
        "language": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "frame": navigation(),
        "section": current(match.namespace, match.view_name) if match else "",
        "messages": get_messages(request),
        "csrf_token": SimpleLazyObject(partial(csrf_token, request)),
        "live": getattr(request, "live", ""),
    }
