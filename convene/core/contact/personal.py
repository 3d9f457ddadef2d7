"""Who may write to somebody: what they chose, and whom they blocked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ..people.parts import Section
from .models import Block, Introduced, Preference

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Their choice, their blocks, and to whom they were introduced."""
    yield Section("message-settings", _("Who may write to you"), [
        {"accepts": one.get_accepts_display(), "by_mail": one.by_mail}
        for one in Preference.objects.filter(person=person)
    ])  # fmt: skip
    yield Section("blocks", _("People you blocked"), [
        {"name": one.blocked.name, "since": one.created_at}
        for one in Block.objects.visible_to(person).select_related("blocked").order_by("pk")
    ])  # fmt: skip
    yield Section("introduced", _("People to whom you were introduced"), [
        {"name": one.to.name, "since": one.since}
        for one in Introduced.objects.filter(person=person).select_related("to").order_by("pk")
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """All of it goes."""
    Preference.objects.filter(person=person).delete()
    Block.objects.filter(Q(person=person) | Q(blocked=person)).delete()
    Introduced.objects.filter(Q(person=person) | Q(to=person)).delete()
