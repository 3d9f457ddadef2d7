"""Who is looking: `request.user`, found with the session in one query."""

from __future__ import annotations

import hashlib
import zoneinfo
from functools import cache

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare

from .models import User
from .sessions import SessionStore


class Viewer(AuthenticationMiddleware):
    """Sets `request.user`, and the reader's language and time zone."""

    def process_request(self, request: HttpRequest) -> None:
        """Signed-out readers without a session cost no query."""
        person = _viewer(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if person is None:
            request.user = AnonymousUser()
            translation.activate(translation.get_language_from_request(request))
            timezone.deactivate()
        else:
            request.user = person
            translation.activate(person.language or settings.LANGUAGE_CODE)
            timezone.activate(_zone(person.time_zone or settings.TIME_ZONE))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say whose answer this is: what a browser keeps for one reader is nothing for the next."""
        response.headers["Convene-Reader"] = _name(getattr(request, "user", None))
        return response


def _name(person: User | AnonymousUser | None) -> str:
    if person is None or person.pk is None:
        return "nobody"
    return hashlib.blake2s(b"%d" % person.pk, key=settings.SECRET_KEY.encode()[:32], digest_size=8).hexdigest()


def _viewer(request: HttpRequest) -> User | None:
    session = request.session
    assert isinstance(session, SessionStore)  # noqa: S101
    held = session.get(HASH_SESSION_KEY)  # reads the session, and with it the person
    person = session.viewer
    if person is None or held is None or not person.is_active or person.suspended_at:
        return None
    if not constant_time_compare(held, person.get_session_auth_hash()) and not _renewed(session, person, held):
        session.flush()
        return None
    if session.is_ageing:
        session.modified = True  # whoever comes by stays signed in
    person.backend = settings.AUTHENTICATION_BACKENDS[0]
    return person


def _renewed(session: SessionStore, person: User, held: str) -> bool:
    """A session from before the secret key was changed goes on, under the new one."""
    if not any(constant_time_compare(held, old) for old in person.get_session_auth_fallback_hash()):
        return False
    session.cycle_key()
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    return True


@cache
def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
