"""The world, and a browser for each role."""

from __future__ import annotations

from django.core.mail import send_mail
from django.urls import reverse

from .crawl import crawl
from .reader import Answer, Reader, undone
from .roles import OUT, ROLES
from .shared import share_topics
from .world import PASSWORD, World


class Stage(World):
    """Where everybody tries everything."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = share_topics(self)
        send_mail("A mail", "that was kept.", None, ["somebody@example.org"])
        self.readers = {role: self.reader(role) for role in ROLES}
        self._walks: dict[str, dict[str, Answer]] = {}

    def walk(self, role: str) -> dict[str, Answer]:
        """What somebody finds by following links; walked once."""
        if role not in self._walks:
            with undone():
                self._walks[role] = crawl(self.reader(role))
        return self._walks[role]

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
