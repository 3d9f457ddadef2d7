"""Numbers as people read them."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format


def number(value: int) -> str:
    """A whole number, grouped as the reader's language does it: 12,345."""
    return str(value) if -1000 < value < 1000 else number_format(value, force_grouping=True)


def filesize(value: int) -> str:
    """Bytes as a rounded size: 1.4 MB."""
    return filesizeformat(value)
