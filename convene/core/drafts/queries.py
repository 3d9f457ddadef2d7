"""A form as its writer left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from ...lib.text import wording_of
from .models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from ..people.models import Actor


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in a form when it is opened: what was begun, or else what is there."""

    address: str  # where drafts of it go
    title: str
    body: str
    began: str  # the wording that it takes the place of
    version: int = 0
    other: str = ""
    saved_at: datetime | None = None  # None: nothing was begun
    stands: str | None = None  # the text as it is, where somebody has changed it since


def begun(actor: Actor, place: str, body: str = "", *, title: str = "") -> Begun:
    """The form for `place`, whose text reads `body` now. One query."""
    address, now = reverse("drafts:keep", args=[place]), wording_of(body)
    kept = Draft.objects.filter(person_id=actor.pk, place=place).first()
    if kept is None or (_plain(kept.body), kept.title) == (_plain(body), title):
        return Begun(address, title, body, now, kept.version if kept else 0)
    began = kept.began or now
    return Begun(
        address, kept.title or title, kept.body, began, kept.version, kept.other, kept.saved_at,
        body if began != now else None,
    )  # fmt: skip


def _plain(body: str) -> str:
    return body.replace("\r\n", "\n").strip()
