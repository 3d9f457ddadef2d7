"""Searches that somebody saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..people.parts import Section
from ..search.reader import reader_of
from .models import Search
from .queries import row_of

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Each search, and how often something was found for it."""
    reader = reader_of(person)
    mine = Search.objects.visible_to(person).order_by("pk")
    yield Section("saved-searches", _("Searches that you saved"), [
        {"name": row.name, "looks_for": row.proposed, "mail": str(one.get_mail_display()), "saved_at": one.created_at,
         "paused_at": one.paused_at, "found": one.finds.count()}
        for one in mine for row in [row_of(reader, one)]
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """They go, with all that was found."""
    Search.objects.filter(person=person).delete()
