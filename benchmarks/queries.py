"""How often a page asks the database, in a process that is warm.

`python -m benchmarks.queries` reads raw HTTP requests as JSON, several for each page, and prints for each page how many
statements the last of them took.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from convene.lib.database import driver

driver.load()

from django.db import connection  # noqa: E402

from convene.config.wsgi import application  # noqa: E402


def count(raw: str) -> int:
    """Answer a request, as the server does; returns how many statements it took."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = application(environ(raw), lambda _status, _headers: None)
        list(answer)
        answer.close()
    return len(asked)


def environ(raw: str) -> dict[str, Any]:
    """A raw request as WSGI wants it."""
    head, _, body = raw.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    method, target, version = first.split()
    path, _, query = target.partition("?")
    sent = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in (line.split(": ", 1) for line in lines)}
    host, _, port = sent["HTTP_HOST"].partition(":")
    return sent | {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_PROTOCOL": version,
        "SERVER_NAME": host, "SERVER_PORT": port or "80", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body.encode()), "wsgi.errors": sys.stderr,
        "CONTENT_TYPE": sent.get("HTTP_CONTENT_TYPE", ""), "CONTENT_LENGTH": sent.get("HTTP_CONTENT_LENGTH", ""),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump([[count(raw) for raw in page][-1] for page in json.load(sys.stdin)], sys.stdout)
