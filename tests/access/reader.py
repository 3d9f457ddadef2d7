"""A browser that costs little: it asks Convene in this process, and notes what was written to the database."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test import RequestFactory

from convene.core.people.models import User
from convene.core.people.sessions import SessionStore

WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(\w+)', re.IGNORECASE)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: SimpleCookie
    wrote: set[str] = field(default_factory=set)  # tables

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


class Reader:
    """One person's browser, or a stranger's."""

    def __init__(self, person: User | None = None, *, checks_csrf: bool = False, **environ: str) -> None:
        self.handler = WSGIHandler()
        self.factory = RequestFactory(**environ)
        self.cookies: dict[str, str] = {}
        self.checks_csrf = checks_csrf
        if person is not None:
            self.cookies[settings.SESSION_COOKIE_NAME] = signed_in(person)

    def get(self, address: str, **extra: Any) -> Answer:
        """Follow a link."""
        return self.ask("GET", address, **extra)

    def post(self, address: str, data: Mapping[str, Any] | None = None, **extra: Any) -> Answer:
        """Send a form."""
        return self.ask("POST", address, data, **extra)

    def ask(self, method: str, address: str, data: Mapping[str, Any] | None = None, **extra: Any) -> Answer:
        """Ask, and keep the cookies that come back."""
        self.factory.cookies = SimpleCookie(self.cookies)
        request = (
            self.factory.get(address, **extra)
            if method == "GET"
            else getattr(self.factory, method.lower())(address, data or {}, **extra)
        )
        request._dont_enforce_csrf_checks = not self.checks_csrf
        with written() as tables:
            response = self.handler.get_response(request)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            response.close = lambda: None  # the signal at the end of a request would close the connection
            for closer in response._resource_closers:
                closer()
        for name, morsel in response.cookies.items():
            self.cookies[name] = morsel.value
        return Answer(response.status_code, response.headers, body, response.cookies, tables)


def signed_in(person: User) -> str:
    """The key of a session in which a person is signed in, some hours ago."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables in which rows are written meanwhile."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        match = WRITES.match(sql)
        # SQLite counts the rows that are given back only once they were fetched
        if match and (context["cursor"].rowcount != 0 or "RETURNING" in sql):
            tables.add(match[1])
        return result

    with connection.execute_wrapper(note):
        yield tables


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fingerprint(*without: str) -> str:
    """A hash of every row of every table, but those that are named."""
    digest = hashlib.blake2b(digest_size=16)
    with connection.cursor() as cursor:
        for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
            table = model._meta.db_table
            if table not in without and not model._meta.proxy:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{model._meta.pk.column}"')
                digest.update(table.encode())
                for row in cursor.fetchall():
                    digest.update(repr(row).encode())
    return digest.hexdigest()
