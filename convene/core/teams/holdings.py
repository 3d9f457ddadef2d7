"""What somebody has in hand in a team, which asks for somebody else when they go; and what comes back to it.

The core cannot know what lies above it. Each app in which members have things in hand names a function in the setting
`TEAM_HELD`, and each in which something comes back one in `TEAM_COMING`:

    def held(team: Team, person: User) -> Iterable[Held]: ...  # the most urgent first
    def coming(team: Team) -> Iterable[Held]: ...  # the soonest first
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Team


@dataclass(frozen=True, slots=True)
class Held:
    """One such thing: what it is, what else there is to say of it, and where somebody else takes it on."""

    words: str
    note: str
    url: str


def held(team: Team, person: User) -> list[Held]:
    """All that they have in hand there."""
    return [one for name in settings.TEAM_HELD for one in import_string(name)(team, person)]


def coming(team: Team) -> list[Held]:
    """All that the team comes back to on a day that it chose."""
    return [one for name in settings.TEAM_COMING for one in import_string(name)(team)]
