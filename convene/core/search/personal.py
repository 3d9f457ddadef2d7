"""What somebody looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..people.parts import Section
from .models import Past, Unkept
from .queries import keeps

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Each search of the last three months, and whether any are kept."""
    yield Section("searches", _("What you looked for"), [
        {"words": one.words, "at": one.at} for one in Past.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip
    yield Section("search-settings", _("Whether what you look for is kept"), [{"kept": keeps(person)}])


def forget(person: User, _how: How) -> None:
    """Nothing of it is kept."""
    Past.objects.filter(person=person).delete()
    Unkept.objects.filter(person=person).delete()
