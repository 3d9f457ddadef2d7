"""The session engine: one query brings session, person and the roles they have in their communities."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from .models import Session, User


class Joined(Func):
    """All values of a subquery's column in one text, with spaces between."""

    function = "string_agg"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite before 3.44 knows it as group_concat."""
        return self.as_sql(compiler, connection, function="group_concat", **extra)


class SessionStore(DatabaseSessions):
    """Sessions in the database; `viewer` is the signed-in person once the session was read."""

    def __init__(self, session_key: str | None = None) -> None:
        self.viewer: User | None = None
        super().__init__(session_key)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A row that names its person in a column of its own."""
        row: Session = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        return row

    def _get_session_from_db(self) -> Session | None:
        row = _sessions().filter(session_key=self.session_key, expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return None
        if row.user is not None:
            pairs = (pair.split(":") for pair in (row.roles or "").split())
            row.user.viewer_roles = {int(community): role for community, role in pairs}
            self.viewer = row.user
        return row


def _sessions() -> Any:
    memberships = User.memberships.rel.related_model  # communities.Membership, named by whoever lies above
    roles = (
        memberships.objects.filter(person=OuterRef("user"))
        .order_by()
        .values("person")
        .annotate(all=Joined(Concat(Cast("community_id", TextField()), Value(":"), "role", output_field=TextField())))
        .values("all")
    )
    return Session.objects.select_related("user").annotate(roles=Subquery(roles))
