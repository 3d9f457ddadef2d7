"""A mail server for the tests: takes letters, or says no as it is told."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from ....lib.web.tests.ports import free_port

TAKEN = "250 OK"


class Sink:
    """A real SMTP server on a port of its own; `says` answers each letter."""

    def __init__(self, **options: Any) -> None:
        self.port = free_port()
        self.letters: list[tuple[str, EmailMessage]] = []
        self.connections = 0
        self.says: Callable[[str, EmailMessage], str] = lambda _recipient, _message: TAKEN
        self.options = options
        self.controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _recipient, message in self.letters]

    def start(self) -> Sink:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **self.options)
        self.controller.start()
        return self

    def stop(self) -> None:
        if self.controller:
            self.controller.stop(no_assert=True)
            self.controller = None

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return answers

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        (recipient,) = envelope.rcpt_tos
        answer = self.says(recipient, message)
        if answer == TAKEN:
            self.letters.append((recipient, message))
        return answer


def only(user: str, password: str) -> Callable[..., AuthResult]:
    """Lets one account in."""

    def authenticate(
        _server: object, _session: object, _envelope: object, _mechanism: object, data: LoginPassword
    ) -> AuthResult:
        is_right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=is_right, handled=is_right)

    return authenticate
