"""Data that stands in a page for machines."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def json_ld(told: dict[str, Any]) -> SafeString:
    """JSON for a `<script type="application/ld+json">`, in which no word can end that element."""
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return mark_safe("".join(_UNSAFE.get(letter, letter) for letter in text))  # noqa: S308 (nothing in it is a tag)
