"""What files say, for those who show or search them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .models import Page


class Said(NamedTuple):
    """The text of a page of a file."""

    file: int
    number: int  # of the page, from 1; of a stretch, in a file without pages of its own
    text: str


def texts_of(files: Iterable[int]) -> Iterator[Said]:
    """Every page that says something, of the files with these numbers, in order. One query, read as it comes."""
    rows = Page.objects.filter(file__in=list(files)).order_by("file", "number")
    return (Said(*row) for row in rows.values_list("file", "number", "text").iterator(chunk_size=100))
