"""Small mails for the tests, written here."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def mail(body: str = "Hello all.\n", **fields: str) -> bytes:
    """One message; a field given as an empty string is left out, underscores stand for hyphens."""
    headers = {
        "From": "Ana Lee <ana@museum.example>",
        "Date": "Mon, 02 Jan 2006 10:11:12 +0100",
        "Subject": "[cop-water] Testing the pH kits",
        "Message-ID": "<one@museum.example>",
    }
    headers |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\n" for name, value in headers.items() if value)
    return f"{head}\n{body}".encode()


def mbox(*messages: bytes, line: str = "From ana@museum.example Mon Jan  2 10:11:12 2006") -> bytes:
    """Messages as one mboxrd file."""
    out: list[bytes] = []
    for message in messages:
        quoted = b"\n".join(
            b">" + row if row.lstrip(b">").startswith(b"From ") else row for row in message.rstrip(b"\n").split(b"\n")
        )
        out += [line.encode(), b"\n", quoted, b"\n\n"]
    return b"".join(out)
