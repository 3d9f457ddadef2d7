"""The pages: granian with WSGI, some processes of one thread."""

from __future__ import annotations

import errno
import gc
import socket
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from .supervisor import end_with_parent

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

GRACE = 8  # seconds for requests that are under way when the site stops


def serve(host: str, port: int) -> None:
    """Answer requests until SIGTERM; those under way are finished."""
    _application()
    _ = get_resolver().url_patterns  # both are loaded once, before the processes part
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # a page leaves some thousand objects: looking for circles less often is cheaper
    Server(
        "convene.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WEB_WORKERS,
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,
    ).serve(target_loader=_load, wrap_loader=False)


def _load() -> WSGIHandler:
    end_with_parent()
    return _application()


@cache
def _application() -> WSGIHandler:
    return get_wsgi_application()  # not before: it looks for the static files that are gathered


def claim_port(host: str, port: int) -> None:
    """Make sure that a port is free. Raises CommandError with a plain sentence.

    Web processes share a port, so a second site on the same port would go unnoticed otherwise.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError:
            raise CommandError(f"Port {port} may only be used by root. Choose one above 1023.") from None
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            reason = "is in use by another program" if is_taken else f"cannot be used ({error.strerror})"
            raise CommandError(f"Port {port} on {host} {reason}. Choose another with --port.") from None
