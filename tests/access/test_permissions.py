"""Everybody tries everything: every address, as every kind of person, in every state, against one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection

from .cells import Cell, cells, routes
from .crawl import SECRET, told
from .policy import expected, table
from .reader import Answer, fingerprint, undone
from .roles import ROLES
from .stage import Stage

REASON = re.compile(r"[A-Z][^<>{}]{14,}[.!?]")
SEEN = {"notifications_notification", "people_user", "guides_look"}  # stage.py says which columns of whom
OWN_SESSION = "people_session"
SIGNS_IN = re.compile(r"^/(?:account|staff/records)/login/\?next=/")


def test_every_address_has_rows_and_every_row_an_address() -> None:
    known = {"admin" if name.startswith("admin:") else name for name, _pattern in routes()}
    assert sorted(known - set(table())) == [], "these addresses have no row in tests/access/permissions.txt"
    assert sorted(set(table()) - known) == [], "these rows have no address any more"


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_answered_as_the_table_says(role: str, world: Stage, capsys) -> None:
    before = fingerprint(OWN_SESSION)
    wrong, tried = [], 0
    for method, cell in requests(world, role):
        tried += 1
        try:
            line = expected(cell.route, method, cell.states)
        except LookupError as missing:
            wrong.append(str(missing))
            continue
        fault = fault_of(world, role, method, cell, line.answers[role], before)
        if fault:
            wrong.append(
                f"{role} {method} {cell.address} ({' '.join(sorted(cell.states))}), line {line.number}: {fault}"
            )
    with capsys.disabled():
        print(f" {role}: {tried} cells ", end="")
    assert tried > 600
    assert not wrong, f"{len(wrong)} of {tried} cells:\n" + "\n".join(wrong[:60])


def requests(world: Stage, role: str) -> Iterator[tuple[str, Cell]]:
    """The first of each route, then every tenth, another for each of the ten roles: all are tried by somebody.

    On PostgreSQL, where queries differ and rules do not, every thirtieth.
    """
    step, shift = len(ROLES) * (1 if connection.vendor == "sqlite" else 3), ROLES.index(role)
    turns: Counter[tuple[str, str]] = Counter()
    for cell in cells(world):
        for method in ("GET", "POST"):
            turn = turns[method, cell.route]
            turns[method, cell.route] += 1
            if turn == 0 or (turn + shift) % step == 0:
                yield method, cell


def fault_of(world: Stage, role: str, method: str, cell: Cell, wanted: str, before: str) -> str:
    """What is wrong with the answer, if anything is."""
    reader = world.readers[role]
    cookies = dict(reader.cookies)
    with undone():
        try:
            answer = reader.ask(method, cell.address, cell.data if method == "POST" else None)
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error}"
        finally:
            reader.cookies = cookies
        if ":" not in cell.route:
            answer.wrote.discard(OWN_SESSION)
        fault = _difference(answer, wanted, before)
        return fault or "; ".join(f"tells the {secret}" for secret in _told(world, role, cell, answer))


def _difference(answer: Answer, wanted: str, before: str) -> str:
    if wanted == "any":
        return "" if answer.status < 500 else str(answer.status)
    if wanted == "seen":
        return "" if answer.status == 200 and answer.wrote <= SEEN else f"{answer.status}, wrote {sorted(answer.wrote)}"
    if wanted == "done":
        good = answer.status in {200, 201, 204, 301, 302} and not SIGNS_IN.match(answer.location)
        return (
            ""
            if good and (answer.wrote or answer.cookies)
            else f"{answer.status} {answer.location}, wrote {sorted(answer.wrote) or 'nothing'}"
        )
    if answer.wrote and fingerprint(OWN_SESSION) != before:
        return f"{answer.status}, and {sorted(answer.wrote)} were changed"
    if wanted == "login":
        return "" if answer.status == 302 and SIGNS_IN.match(answer.location) else f"{answer.status} {answer.location}"
    if str(answer.status) != wanted or SIGNS_IN.match(answer.location):
        return f"{answer.status} {answer.location}, not {wanted}"
    if wanted == "403" and not REASON.search(answer.text.partition("<main")[2] or answer.text):
        return "403 without a reason"
    return ""


def _told(world: Stage, role: str, cell: Cell, answer: Answer) -> list[str]:
    """Secrets in the answer that the reader did not bring along."""
    text = answer.text
    for word in SECRET.findall(cell.address):
        text = text.replace(word, "")
    if cell.route.startswith("outbox:"):  # in development alone
        return []
    found = told(world, role, text)
    if cell.route.endswith((":invitation", ":decline")):  # whoever holds its link was told by mail what it is
        found = [secret for secret in found if not secret.startswith(("name of ", "line of ", "purpose of "))]
    return found
