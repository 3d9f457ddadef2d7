"""The world, and a browser for each role."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.mail import send_mail
from django.db import connection
from django.urls import reverse

from .crawl import crawl
from .reader import Answer, Reader, fingerprint, undone
from .roles import OUT, ROLES
from .shared import share_topics
from .world import PASSWORD, World

SEEING = {  # what following links may change, in the reader's own rows
    "notifications_notification": ("read_at",),
    "people_user": ("unread_notifications",),
}


@dataclass(frozen=True)
class Walk:
    """What somebody finds by following links, and whether that changed anything."""

    role: str
    pages: dict[str, Answer]
    changed: set[str]  # tables; of those in SEEING only where more than what was seen is another


class Stage(World):
    """Where everybody tries everything."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = share_topics(self)
        send_mail("A mail", "that was kept.", None, ["somebody@example.org"])
        self.readers = {role: self.reader(role) for role in ROLES}

    def walk(self, role: str, *, everywhere: bool = False) -> Walk:
        """Follow links: all of them, or to some pages of each kind, others for each role."""
        with undone():
            reader = self.reader(role)
            before = self._kept(role)
            pages = crawl(reader, shift=None if everywhere else ROLES.index(role))
            after = self._kept(role)
        wrote = set().union(*(answer.wrote for answer in pages.values())) - set(SEEING)
        return Walk(role, pages, wrote | {table for table in after if after[table] != before[table]})

    def _kept(self, role: str) -> dict[str, object]:
        """Every row, but those columns of the reader's own rows that say what was seen."""
        mine = self.people[role].pk if role in self.people else None
        return {"any other": fingerprint(*SEEING)} | {table: rows_but(table, mine) for table in SEEING}

    def reader(self, role: str, *, checks_csrf: bool = False) -> Reader:
        """A new browser."""
        if role not in OUT:
            return Reader(self.people[role], checks_csrf=checks_csrf)
        if role == "suspended":  # with a session that somehow outlived the suspension
            return Reader(self.people[role], checks_csrf=checks_csrf)
        reader = Reader()
        if role == "unverified":  # has given the right password, and waits for the code
            answer = reader.post(reverse("account_login"), {"login": self.people[role].email, "password": PASSWORD})
            assert answer.location == reverse("account_email_verification_sent"), answer.location
        reader.checks_csrf = checks_csrf
        return reader


def rows_but(table: str, mine: int | None) -> list[object]:
    """The rows of a table in `SEEING`, without what its owner may change by looking."""
    owner = "id" if table == "people_user" else "person_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [
        {name: value for name, value in row.items() if row[owner] != mine or name not in SEEING[table]} for row in rows
    ]
