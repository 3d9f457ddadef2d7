"""What the words of the command line say of settings: the addresses of a site that was started by hand, or no site."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import MutableMapping, Sequence
from urllib.parse import urlsplit

ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 named, not bound
PORT = 8000
READS_FILES_ALONE = "dialogue"  # a command that asks nothing of a site, and leaves nothing where it is run


def settle(words: Sequence[str], environment: MutableMapping[str, str]) -> None:
    """Before settings are read: `convene run --port 8123` names SITE_URL and LIVE_URL unless the environment does.

    Behind a proxy (SITE_URL names another port) LIVE_URL stays empty: the proxy brings /live/ to `convene live`.
    A command that reads files alone has a key that is kept nowhere.
    """
    if words and words[0] == READS_FILES_ALONE:
        environment.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
    if not words or words[0] not in {"run", "web"}:
        return
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--host", default="127.0.0.1")
    try:
        given, _rest = parser.parse_known_args(words[1:])
    except (argparse.ArgumentError, SystemExit):
        return  # the command itself says what is wrong
    name = "127.0.0.1" if given.host in ANYWHERE else given.host
    name = f"[{name}]" if ":" in name else name
    environment.setdefault("SITE_URL", f"http://{name}:{given.port}")
    site = urlsplit(environment["SITE_URL"])
    if site.scheme == "http" and site.port == given.port:
        environment.setdefault("LIVE_URL", f"http://{site.netloc.rpartition(':')[0]}:{given.port + 1}")
