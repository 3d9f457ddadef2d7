"""Files that come with a form, for browsers without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile

from ....core.files.actions import take_in

if TYPE_CHECKING:
    from ....core.people.models import User


def taken_in(person: User, uploads: Iterable[UploadedFile[Any]]) -> str:
    """Take files in; the Markdown that shows them, to stand beneath the text."""
    lines = [take_in(person, upload, purpose="post").markdown for upload in uploads]
    return "".join(f"\n\n{line}" for line in lines)
