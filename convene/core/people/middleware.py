"""Who is looking: `request.user`, found with the session in one query."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from .models import Actor
from .sessions import SessionStore


class Viewer(AuthenticationMiddleware):
    """Sets `request.user`, and the reader's language and time zone."""

    get_response: Callable[[HttpRequest], HttpResponseBase]

    def process_request(self, request: HttpRequest) -> None:
        """Signed-out readers cost no query."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        else:
            request.user = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[assignment]
            person = request.user
            if person.is_authenticated:
                translation.activate(person.language or settings.LANGUAGE_CODE)
                timezone.activate(_zone(person.time_zone))
                return
        translation.activate(settings.LANGUAGE_CODE)
        timezone.deactivate()


def _viewer(request: HttpRequest) -> Actor:
    session = request.session
    assert isinstance(session, SessionStore)  # noqa: S101
    held = session.get(HASH_SESSION_KEY)  # reads the session, and with it the person
    person = session.viewer
    if person is None or held is None or not person.is_active or person.suspended_at:
        return AnonymousUser()
    if not constant_time_compare(held, person.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    person.backend = settings.AUTHENTICATION_BACKENDS[0]
    return person


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
