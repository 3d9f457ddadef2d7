"""Run the streams under uvicorn."""

from __future__ import annotations

import resource
import signal
import socket
import sys

import uvicorn

from .asgi import application

OPEN_FILES = 65536  # a stream is an open file


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        application.hub.end_all()
        await super().shutdown(sockets)


def serve(host: str, port: int) -> None:
    """Stream until SIGTERM."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))  # uvicorn passes the signal on when it has ended well
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, OPEN_FILES), hard))
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        http="h11",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        backlog=1024,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    _Server(config).run()
