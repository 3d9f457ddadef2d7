"""`convene live`: the streams that tell open pages of changes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ... import live, web
from ...addresses import PORT


class Command(BaseCommand):
    """Stream "something changed here" to whoever holds a page's token."""

    help = "Run the live process alone."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=PORT + 1)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *_args: Any, port: int, host: str, **_options: Any) -> None:
        """Stream until told to stop."""
        web.claim_port(host, port)
        live.serve(host, port)
