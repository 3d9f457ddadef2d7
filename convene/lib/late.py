"""Modules that few processes need, and that take megabytes: imported when something of them is asked for."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any

from django.utils.functional import SimpleLazyObject


def late(name: str) -> Any:
    """The module of that name. What is wrong with it is heard of at its first use only."""
    return SimpleLazyObject(partial(import_module, name))
