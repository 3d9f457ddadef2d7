"""What somebody said of their teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Section
from .models import Rating, Sheet

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """Their own ratings, shared or not, and what they wrote with them."""
    mine = Rating.objects.filter(sheet__person=person).select_related("sheet__round__team", "part").order_by("pk")
    yield Section("readiness", _("What you rated with your teams"), [
        {"team": one.sheet.round.team.name, "round": one.sheet.round.number, "part": one.part.key, "level": one.level,
         "needs": one.needs, "assets": one.assets, "evidence": one.evidence, "with_your_name": one.sheet.is_named,
         "kept_at": one.sheet.kept_at, "shared_at": one.sheet.shared_at}
        for one in mine
    ])  # fmt: skip


def forget(person: User, how: How) -> None:
    """Levels and what was never shown go; what the team reads stays, with their name, without it, or not at all."""
    sheets = Sheet.objects.filter(person=person)
    shown = sheets.filter(round__closed_at__isnull=False, shared_at__isnull=False)
    sheets.exclude(pk__in=shown.values("pk")).delete()
    words = Rating.objects.filter(sheet__in=shown)
    if how == How.REMOVE:
        words.delete()
    words.update(level=None)
    if how != How.KEEP:
        shown.update(person=None, is_named=False)
