"""The actions of somebody; they are the team's, which goes on with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ..people.parts import Section
from .models import Step

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """What they have or had to do in the teams that they belong to, and what they wrote down there."""
    theirs = Q(made_by=person) | Q(owner=person)
    rows = Step.objects.visible_to(person).filter(theirs).select_related("team").order_by("pk")
    yield Section("actions", _("Actions of teams"), [
        {"team": one.team.name, "what": one.text, "yours": one.owner_id == person.pk, "by": str(one.due_on or ""),
         "state": one.state, "what_came_of_it": one.became, "written_at": one.made_at, "over_at": one.done_at}
        for one in rows
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """Their open actions ask for another owner."""
    Step.objects.filter(owner=person).update(owner=None)
    Step.objects.filter(made_by=person).update(made_by=None)
