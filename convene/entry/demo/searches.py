"""Searches that somebody of the demo saved a while ago, so that the worker finds what came since."""

from __future__ import annotations

import datetime as dt

from ...core.people.models import User
from ...core.saved import actions as saving
from ...core.saved.models import Mail, Reached, Search

SAVED = (
    ("search", {"text": "sensor"}, Mail.AT_ONCE),
    ("search", {"text": "volunteers OR teens", "kind": "post"}, Mail.WEEKLY),
    ("library", {"topic": ["data-and-sensors"]}, Mail.DAILY),
)
AGO = dt.timedelta(days=60)


def fill_searches(people: dict[str, User], now: dt.datetime) -> None:
    """Marisol saves some."""
    for page, said, mail in SAVED:
        saving.save(people["marisol"], page=page, said=dict(said), mail=mail)
    Search.objects.update(created_at=now - AGO, since=now - AGO)
    Reached.objects.update_or_create(pk=1, defaults={"line": 0})
