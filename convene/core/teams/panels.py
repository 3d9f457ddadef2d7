"""What each app shows of a team on the team's page.

The core cannot know the features above it. Each app that has something to show names, in the setting `TEAM_PANELS`, a
function, in the order of the page:

    def panel(actor: Actor, team: Team) -> Panel | None: ...  # None: there is nothing to say

It is asked for members of the team alone, and asks the database once or twice at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from ..people.models import Actor
    from .models import Team


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the team's page. `template`, if any, draws what stands below the line; it sees this as `panel`."""

    title: str
    line: str  # what there is, in a sentence
    url: str
    verb: str  # the words of the link
    template: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)


def panels(actor: Actor, team: Team) -> list[Panel]:
    """What `actor`, who belongs to it, finds on the team's page, in order."""
    asked = (import_string(name)(actor, team) for name in settings.TEAM_PANELS)
    return [panel for panel in asked if panel]
