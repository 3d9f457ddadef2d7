"""The session engine: one query brings session, person and the roles they have in their communities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.core import signing
from django.core.signing import JSONSerializer
from django.db import connection
from django.db.models import BooleanField, DateTimeField
from django.utils import timezone

from ...lib.database.prepared import moment
from .models import Session, User

# What pages need of the viewer; the rest of the row is fetched when somebody asks for it
NEEDED = frozenset({
    "id", "password", "email", "name", "handle", "time_zone", "language", "unread_notifications", "is_active",
    "is_staff", "is_superuser", "caught_up_at", "readings_version", "seen_at", "claimed_at", "suspended_at",
    "begins_at", "held_count", "open_steps",
})  # fmt: skip
VIEWER = [field for field in User._meta.concrete_fields if field.attname in NEEDED]
COLUMNS = [field.attname for field in VIEWER]


class SessionStore(DatabaseSessions):
    """Sessions in the database; `viewer` is the signed-in person once the session was read."""

    def __init__(self, session_key: str | None = None) -> None:
        self.viewer: User | None = None
        self.is_ageing = False  # half of its days are over
        is_possible = (session_key or "").isalnum()  # PostgreSQL cannot even look for some others
        super().__init__(session_key if is_possible else None)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A row that names its person in a column of its own."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101
        row.user_id = data.get(SESSION_KEY)
        return row

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What a row holds; in each process, the signature of the same text is checked once."""
        try:
            data: dict[str, Any] = self.serializer().loads(_unsigned(str(session_data), self.key_salt))
        except signing.BadSignature:
            return super().decode(session_data)  # says so in the log
        return data

    def load(self) -> dict[str, Any]:
        """The session's data; sets `viewer` on the way."""
        now = timezone.now()
        old = now + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE / 2)
        with connection.cursor() as cursor:
            cursor.execute(_query(connection.vendor), [_moment(old), _moment(now), self.session_key, _moment(now)])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        text, self.is_ageing, roles, *person = row
        data: dict[str, Any] = self.decode(text)
        if person[0] is not None and data.get(SESSION_KEY) == str(person[0]):
            self.viewer = _viewer(person, roles)
        return data


class AsItIs(JSONSerializer):
    """What was signed, before it is read."""

    def loads(self, data: bytes) -> bytes:
        """The same."""
        return data


@lru_cache(maxsize=4096)
def _unsigned(text: str, salt: str) -> bytes:
    data: bytes = signing.loads(text, salt=salt, serializer=AsItIs)
    return data


def _viewer(row: list[Any], roles: str | None) -> User:
    """The person, with `viewer_roles`, which role in which community, and `viewer_new`, which of them say welcome."""
    values = [
        READ[column](value) if column in READ and value is not None else value
        for column, value in zip(COLUMNS, row, strict=True)
    ]
    person = User.from_db(connection.alias, NEEDED, values)
    places = [place.split(":") for place in roles.split()] if roles else ()
    person.viewer_roles = {int(community): role for community, role, *_new in places}
    person.viewer_new = {int(place[0]) for place in places if len(place) > 2}
    return person


@cache
def _query(vendor: str) -> str:
    quote = connection.ops.quote_name
    memberships = User.memberships.rel.related_model  # of communities, which lie above
    joined = "group_concat" if vendor == "sqlite" else "string_agg"
    person = ", ".join(f"u.{quote(name)}" for name in COLUMNS)
    return (
        f"SELECT s.session_data, s.expire_date < %s,"  # noqa: S608 (names of our own tables and columns)
        f" (SELECT {joined}(m.community_id || ':' || m.role"
        " || CASE WHEN m.new_until > %s THEN ':new' ELSE '' END, ' ')"
        f" FROM {quote(memberships._meta.db_table)} m WHERE m.person_id = s.user_id), {person}"
        f" FROM {quote(Session._meta.db_table)} s LEFT JOIN {quote(User._meta.db_table)} u ON u.id = s.user_id"
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


def _moment(value: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


READ: dict[str, Callable[[Any], Any]] = {
    field.attname: bool if isinstance(field, BooleanField) else moment
    for field in VIEWER
    if isinstance(field, BooleanField | DateTimeField)
}
