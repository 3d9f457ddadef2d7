"""What somebody began to write in forms and did not send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...drafts.models import Draft
from ..models import How
from ..parts import Section

if TYPE_CHECKING:
    from ..models import User


def given(person: User) -> Iterator[Section]:
    """The drafts as they stand."""
    mine = Draft.objects.filter(person=person).order_by("pk")
    yield Section("forms", _("Forms that you began to fill in"), [
        {"for": one.place, "title": one.title, "text": one.body, "other_device": one.other, "saved_at": one.saved_at}
        for one in mine
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """They go."""
    Draft.objects.filter(person=person).delete()
