"""What files say, for those who show or search them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models.functions import Length

from .models import Page


class Measured(NamedTuple):
    """A page that says something, and how much; of a file without pages of its own, a stretch."""

    pk: int
    file: int
    number: int  # from 1
    letters: int
    name: str  # of the sheet or the chapter that it belongs to


def pages_of(files: Iterable[int]) -> list[Measured]:
    """Every page that says something, of the files with these numbers, in order. One query."""
    rows = Page.objects.filter(file__in=list(files)).order_by("file", "number")
    return [Measured(*row) for row in rows.values_list("pk", "file", "number", Length("text"), "name")]


def texts_on(pages: Iterable[int]) -> dict[int, str]:
    """The text of the pages with these numbers of rows. One query."""
    return dict(Page.objects.filter(pk__in=list(pages)).values_list("pk", "text"))
