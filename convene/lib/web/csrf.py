"""The token of a page's forms, drawn in one go: Django asks the system for each letter, and sends the cookie again."""

from __future__ import annotations

from secrets import randbelow

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token

BASE = len(CSRF_ALLOWED_CHARS)
_TOKEN = "_convene_csrf_token"  # noqa: S105 (the name of an attribute)
PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}


def csrf_token(request: HttpRequest) -> str:
    """The token that proves that a form came from us: one for all forms of a page, and another on each page."""
    token: str | None = getattr(request, _TOKEN, None)
    if token is None:
        secret: str | None = request.META.get("CSRF_COOKIE")
        token = masked(secret) if secret else get_token(request)  # sets the cookie
        setattr(request, _TOKEN, token)
    return token


def masked(secret: str) -> str:
    """A mask and the secret under it, as `CsrfViewMiddleware` takes them: compression cannot be used to guess it."""
    draw = randbelow(BASE**CSRF_SECRET_LENGTH)
    mask, hidden = [], []
    for letter in secret:
        draw, place = divmod(draw, BASE)
        mask.append(CSRF_ALLOWED_CHARS[place])
        hidden.append(CSRF_ALLOWED_CHARS[(PLACE[letter] + place) % BASE])
    return "".join(mask + hidden)
