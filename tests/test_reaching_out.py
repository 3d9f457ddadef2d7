"""The site asks nothing of other machines for people, so nobody can send it to a place behind our walls."""

from __future__ import annotations

import ast

from test_house import modules, name, tree

REACHES_OUT = {
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "ftplib",
    "xmlrpc",
    "websockets",
}
MAY_REACH_OUT = {"convene/config/doctor_services.py": "asks the live process, at the address of our own setting"}


def test_nothing_is_fetched_by_an_address_that_people_gave() -> None:
    """Without a way to fetch there is no way into the network behind us, be it by redirects or by names that change."""
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
