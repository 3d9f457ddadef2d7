"""A list that is looked at in a browser: it goes along in the form, packed, and its columns are asked for."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..errors import NotPossible
from .tables import RECORDS, Columns, guess

LARGEST = 1024 * 1024  # bytes of a list


def too_long() -> NotPossible:
    """Said of a list that takes longer than somebody waits for a page."""
    return NotPossible(_("This list is too long for the browser. Split it, and bring in one part after the other."))


def body_of(upload: Any, kept: str) -> bytes:
    """The list that was given now, or the one that went along. Raises NotPossible."""
    body = upload.read(LARGEST + 1) if upload else _unpacked(kept)
    if len(body) > LARGEST:
        raise too_long()
    return bytes(body)


def packed(body: bytes) -> str:
    """A list as it goes along."""
    return base64.b64encode(zlib.compress(body)).decode("ascii")


def _unpacked(kept: str) -> bytes:
    if not kept:
        raise NotPossible(_("Choose the file with the list first."))
    try:
        return zlib.decompressobj().decompress(base64.b64decode(kept, validate=True), LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise NotPossible(_("The list was lost on the way. Choose the file again.")) from None


class ColumnsForm(forms.Form):
    """Which column of a table holds what; what was not said is guessed. `held`: what one can hold, by its field."""

    def __init__(self, header: Sequence[str], data: Any, held: Mapping[str, Any], columns: Columns = RECORDS) -> None:
        self.header, guessed = header, guess(list(header), columns)
        names = [f"column_{number}" for number in range(len(header))]
        said = {name: str(data[name]) for name in names if name in data}
        found = {name: guessed.get(column, "") for name, column in zip(names, header, strict=True)} | said
        super().__init__(found)
        self.said = {column: said[name] for name, column in zip(names, header, strict=True) if name in said}
        choices = [("", gettext_lazy("Leave it out")), *held.items()]
        for name, column in zip(names, header, strict=True):
            self.fields[name] = forms.ChoiceField(label=column, choices=choices, required=False)

    def mapping(self) -> dict[str, str]:
        """What somebody said of each column; empty before anybody did."""
        return self.said
