"""A message as it stands in the composer, and the files that come with its form."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ....core.files.actions import take_in
from ....core.files.models import PRIVATE
from ..actions.texts import cooked
from ..forms import WriteForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ....core.people.models import User


@dataclass(slots=True)
class Begun:
    """What is written so far, with what is wrong with it."""

    body: str = ""
    errors: Sequence[str] = ()
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @classmethod
    def of(cls, form: WriteForm) -> Begun:
        """What was sent and did not go out."""
        errors = [str(error) for error in form.errors.get("body", [])]
        return cls(str(form["body"].value() or ""), errors, str(form["key"].value() or "") or str(uuid.uuid4()))


def with_files(person: User, uploads: Sequence[UploadedFile[Any]], body: str) -> str:
    """The text with the files that came with the form, for browsers without JavaScript."""
    if uploads:
        cooked(body)
    lines = [take_in(person, upload, purpose=PRIVATE).markdown for upload in uploads]
    return body + "".join(f"\n\n{line}" for line in lines)
