"""Run beside a copy of a filled site: every column that holds people's words is filled with hostile ones.

It writes past all actions, so that pages alone are judged: whatever came in once, by whatever way, is shown as text.
The payloads are read from the JSON file that is named first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from convene.core.people.models import User
from convene.lib.text import cook, excerpt

NOT_WORDS = {
    "key", "place", "address", "password", "handle", "find_as", "time_zone", "language", "session_key", "session_data",
    "content_type", "sha256", "purpose:files.File", "pair", "kind", "to", "group", "reason:notifications.Notification",
    "value", "why:moderation.Item", "pattern", "word", "mail", "field", "level", "stage", "likeness", "country",
    "source:frameworks.Edition", "skill", "slug", "salt", "sites", "nonce", "network", "norm", "about:steps.Step", "about:notifications.Unmailed", "source_id", "source:institutions.Institution",
}  # fmt: skip
NOT_APPS = {"outbox", "ledger"}
LISTS = {"options", "needs", "topics"}
A_TEXT = 24  # payloads in one body


def main() -> None:
    """Fill the site in DATA_DIR, and say which columns were filled."""
    payloads = json.loads(Path(sys.argv[1]).read_text())
    told = {field for model in apps.get_models() if _is_ours(model) for field in fill(model, payloads)}
    sys.stdout.write("\n" + json.dumps(sorted(told)))


def fill(model: type[models.Model], payloads: list[str]) -> Iterator[str]:
    """Put payloads into all rows of a table."""
    fields = list(words_of(model))
    if not fields:
        return
    many, short = cycle(payloads), {field.name: cycle(_fitting(payloads, field.max_length)) for field in fields}
    rows = list(model._default_manager.all())
    for number, row in enumerate(rows):
        several = list(islice(many, A_TEXT))
        for field in fields:
            setattr(row, field.name, _words(row, field, number, several, short[field.name]))
    model._default_manager.bulk_update(rows, [field.name for field in fields], batch_size=50)
    yield from (f"{model._meta.label}.{field.name}" for field in fields)


def words_of(model: type[models.Model]) -> Iterator[Any]:
    """The columns that hold what people wrote, or what was cooked from it."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(
            field, models.SlugField | models.EmailField
        )
        is_code = bool(field.choices) or not {field.name, f"{field.name}:{model._meta.label}"}.isdisjoint(NOT_WORDS)
        if (is_text and not is_code) or field.name in LISTS:
            yield field


def _words(row: models.Model, field: Any, number: int, several: list[str], short: Iterator[str]) -> object:
    if isinstance(getattr(row, field.name), list) and getattr(row, "kind", "") != "time_poll":
        return [next(short)[:100] for _one in getattr(row, field.name)]
    if isinstance(getattr(row, field.name), list):
        return getattr(row, field.name)  # times
    if not getattr(row, field.name) and field.name != "name" and not isinstance(row, User):
        return getattr(row, field.name)
    if field.name.endswith("html"):
        return "".join(cook(one).html for one in several)
    if field.name == "excerpt":
        return excerpt("".join(cook(one).html for one in several), field.max_length)
    if field.max_length is None:
        return "\n\n".join(several)
    unique = f" {number}" if field.unique else ""
    return next(short)[: field.max_length - len(unique)] + unique


def _fitting(payloads: list[str], length: int | None) -> list[str]:
    """Those that fit, the sharp ones first."""
    return [one for one in payloads if len(one) <= (length or 200)]


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("convene.") and model._meta.app_label not in NOT_APPS
