"""Ask clamd whether a file holds a virus.

source: clamd(8), the command INSTREAM: pieces with their length before them, and one of no length at the end.
"""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from pathlib import Path

from .env import address

CHUNK = 256 * 1024
PATIENCE = 30.0  # seconds for each step; large archives take a while


class Unanswered(Exception):
    """clamd cannot be asked, or does not say yes or no; the argument says why."""


class Clamd:
    """A clamd at `clamav://host:3310` or at the socket `clamav:///run/clamav/clamd.ctl`."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._told, self._patience = address(url), patience
        if self._told.scheme != "clamav" or not (self._told.host or self._told.path):
            raise ValueError("CLAMAV_URL must look like clamav://host:3310 or clamav:///run/clamav/clamd.ctl")

    def virus_in(self, path: Path) -> str:
        """The name of the virus; empty when there is none. Raises Unanswered."""
        said = self._asked(b"zINSTREAM\0", path)
        if said.endswith(" FOUND"):
            return said.removeprefix("stream: ").removesuffix(" FOUND")
        if said == "stream: OK":
            return ""
        raise Unanswered(said or "It hung up.")

    def version(self) -> str:
        """What it calls itself. Raises Unanswered."""
        if said := self._asked(b"zVERSION\0"):
            return said
        raise Unanswered("It hung up.")

    def _asked(self, command: bytes, path: Path | None = None) -> str:
        try:
            with self._connected() as line:
                line.sendall(command)
                if path:
                    with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough, and says so
                        _send(line, path)
                return _answer(line)
        except OSError as error:
            raise Unanswered(str(error) or type(error).__name__) from None

    def _connected(self) -> socket.socket:
        if self._told.host:
            return socket.create_connection((self._told.host, self._told.port or 3310), self._patience)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(self._patience)
            line.connect("/" + self._told.path)
        except OSError:
            line.close()
            raise
        return line


def _send(line: socket.socket, path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
    line.sendall(struct.pack(">I", 0))


def _answer(line: socket.socket) -> str:
    said = b""
    while len(said) < 4096 and b"\0" not in said and (part := line.recv(4096)):
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
