"""Whether this process answers, and whether the site is ready to."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .preparation import pending_migrations

RETRY_AFTER = "5"


@require_safe
@never_cache
@login_not_required
def alive(_request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return _plain("ok")


@require_safe
@never_cache
@login_not_required
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers and is up to date; 503 with the reason otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _is_migrated()
    except Error:
        return _not_ready("The database does not answer.")
    except NotMigrated as missing:
        return _not_ready(f"The database needs {missing} migrations: convene migrate")
    return _plain("ready")


class NotMigrated(Exception):
    """The database is older than the program."""


@cache  # a yes stays true for as long as this process runs; a no is asked again
def _is_migrated() -> None:
    if missing := pending_migrations():
        raise NotMigrated(missing)


def _not_ready(reason: str) -> HttpResponse:
    answer = _plain(reason, status=503)
    answer["Retry-After"] = RETRY_AFTER
    return answer


def _plain(words: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
