"""What Django is told about the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..env import address
from .driver import is_safe_for_wal, sqlite_version

# A server that vanished without a word is given up after some seconds, not after a quarter of an hour
SILENCE = {
    "connect_timeout": 2, "tcp_user_timeout": 8000, "keepalives_idle": 8, "keepalives_interval": 3,
    "keepalives_count": 3,
}  # fmt: skip
LOCK_TIMEOUT = 20.0  # seconds to wait while another process writes
SQLITE_PRAGMAS = (
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA trusted_schema=OFF;"
)


def _pragmas() -> str:
    # A SQLite with the WAL-reset fault does without WAL: slower when many write, but nothing is lost
    journal = "WAL" if is_safe_for_wal(sqlite_version()) else "DELETE"
    return f"PRAGMA journal_mode={journal};{SQLITE_PRAGMAS}"


def database(url: str, default_file: Path) -> dict[str, Any]:
    """The `DATABASES` entry for a URL: `postgres://…`, `sqlite:////path?timeout=20`, or empty for `default_file`."""
    parts = address(url) if url else None
    if parts is None or parts.scheme == "sqlite":
        file = Path(parts.path) if parts and parts.path else default_file
        timeout = float(parts.options.get("timeout", LOCK_TIMEOUT)) if parts else LOCK_TIMEOUT
        return {
            "ENGINE": "convene.lib.database.sqlite",
            "NAME": str(file),
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": ":memory:"},  # of each process its own, however many test at once
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": _pragmas()},
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgres:// or sqlite://, not {parts.scheme}://")
    options = dict(parts.options)
    return {
        "ENGINE": "convene.lib.database.postgresql",
        "NAME": parts.path,
        "USER": parts.user,
        "PASSWORD": parts.password,
        "HOST": options.pop("host", parts.host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **SILENCE, **options},
    }
