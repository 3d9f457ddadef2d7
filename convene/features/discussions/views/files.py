"""Files that come with a form, for browsers without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile

from ....core.files.actions import take_in
from ....lib.ruling import Ruling, require
from ..actions.writing import cooked

if TYPE_CHECKING:
    from ....core.people.models import User


def taken_in(person: User, uploads: Sequence[UploadedFile[Any]], ruling: Ruling, body: str) -> str:
    """Take files in; the Markdown that shows them, to stand beneath the text.

    ruling: whether the person may post at all. Nothing is kept for a text that could not be posted.
    """
    if uploads:
        require(ruling)
        cooked(body)
    lines = [take_in(person, upload, purpose="post").markdown for upload in uploads]
    return "".join(f"\n\n{line}" for line in lines)
