"""There is one way out, which checks where it goes, so nobody can send the site to a place behind our walls."""

from __future__ import annotations

import ast

from test_house import modules, name, tree

REACHES_OUT = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "httpcore",
    "aiohttp",
    "urllib3",
    "ftplib",
    "xmlrpc",
    "websockets",
}
MAY_REACH_OUT = {
    "convene/config/doctor_services.py": "asks the live process, at the address of our own setting",
    "convene/lib/http/asking.py": "the one way out",
    "convene/lib/http/wire.py": "checks where it goes",
}


def test_nothing_is_fetched_by_an_address_that_people_gave() -> None:
    """With one way to fetch there is no other into the network behind us, by redirects or by names that change."""
    found = {name(path) for path in modules("convene") for node in ast.walk(tree(path)) if imported(node) & REACHES_OUT}
    assert {one for one in found if "/tests/" not in one} == set(MAY_REACH_OUT)


def imported(node: ast.AST) -> set[str]:
    """What a line brings in from elsewhere, by all the names that it could be known by."""
    if isinstance(node, ast.Import):
        names = [one.name for one in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
    else:
        return set()
    return {*names, *(one.partition(".")[0] for one in names)}
