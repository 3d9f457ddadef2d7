"""`convene web`: the pages alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ... import web
from ...addresses import PORT


class Command(BaseCommand):
    """Answer requests; worker and live process run elsewhere."""

    help = "Run the web server alone."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=PORT)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *_args: Any, port: int, host: str, **_options: Any) -> None:
        """Serve until told to stop."""
        web.claim_port(host, port)
        web.serve(host, port)
