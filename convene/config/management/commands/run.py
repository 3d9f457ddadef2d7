"""`convene run`: everything that a site needs, on one machine, with one command."""

from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ... import live, web, worker
from ...addresses import PORT
from ...preparation import prepare
from ...supervisor import Child, Supervisor


class Command(BaseCommand):
    """Prepare the site, then run web server, worker and live process until told to stop."""

    help = "Run the whole site: web server, worker and live process. The live process listens on the next port."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=PORT)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="Fill the site with demo content if it is empty")

    def handle(self, *_args: Any, port: int, host: str, demo: bool, **_options: Any) -> None:
        """Prepare, start, say where the site is, and stay."""
        web.claim_port(host, port)
        web.claim_port(host, port + 1)
        accounts = prepare(self._say, demo=demo)
        children = [
            Child("The web server", lambda: web.serve(host, port)),
            Child("The live process", lambda: live.serve(host, port + 1)),
            Child("The worker", worker.work),
        ]
        near = host if host not in {"0.0.0.0", "::"} else "localhost"  # noqa: S104
        trouble = Supervisor(children).run(on_started=lambda: self._greet(near, port, accounts))
        if trouble:
            raise CommandError(trouble)

    def _greet(self, host: str, port: int, accounts: str) -> bool:
        """Once the web server answers, say where everything is."""
        try:
            socket.create_connection((host, port), timeout=0.2).close()
        except OSError:
            return False
        lines = [f"{settings.NETWORK_NAME} is open at {self.style.SUCCESS(settings.SITE_URL + '/')}"]
        lines += [accounts] if accounts else []
        if not settings.MAIL_URL:
            lines.append(
                f"Mails are kept, read them at {settings.SITE_URL}/mail/"
                if settings.DEVELOPMENT
                else "Mails are kept until MAIL_URL names a mail server."
            )
        self._say("\n" + "\n".join(lines) + "\nStop with Ctrl+C.")
        return True

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
