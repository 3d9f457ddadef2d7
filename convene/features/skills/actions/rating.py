"""Say how well one can do something. Nothing of it is noted in the ledger, where others could see when it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from ....core.frameworks.models import Kind, Part
from ....core.frameworks.queries import in_force
from ....core.people.actions import offer_help
from ....core.people.subjects import SKILL
from ....core.teams.models import Team
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Counted, Rating
from .releasing import release

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ....core.people.models import User


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of one skill; without a step the one from before stays."""

    step: int | None = None
    grows: bool = False
    offers: bool = False


@transaction.atomic
def rate(actor: User, *, answers: Mapping[str, Answer]) -> None:
    """Keep what `actor` says of these skills, by their keys; the others stay as they are."""
    require(rules.may_rate(actor))
    parts = {one.key: one for one in _skills().filter(key__in=answers)}
    before = {one.skill: one for one in Rating.objects.visible_to(actor).filter(skill__in=parts)}
    changed = []
    for key, part in parts.items():
        said, row = answers[key], before.get(key) or Rating(person=actor, skill=key)
        step = row.step if said.step is None else said.step
        if (step, said.grows) != (row.step, row.grows) or (step is not None and row.part_id != part.pk):
            row.part, row.step, row.grows, row.rated_at = part, step, said.grows, timezone.now()
            changed.append(row)
    Rating.objects.bulk_create(
        [Rating(person=actor, part=one.part, skill=one.skill, step=one.step, grows=one.grows) for one in changed],
        update_conflicts=True, unique_fields=["person", "skill"], update_fields=["part", "step", "grows", "rated_at"],
    )  # fmt: skip
    offer_help(actor, actor, wanted={SKILL + key: answers[key].offers for key in parts})


@transaction.atomic
def count(actor: User) -> None:
    """Let one's answers count in what one's teams see of themselves, once every skill has a step.

    raises: NotPossible, with how many are left.
    """
    require(rules.may_rate(actor))
    rated, skills = Rating.objects.visible_to(actor).exclude(step=None), set(_skills().values_list("key", flat=True))
    left = len(skills - set(rated.values_list("skill", flat=True)))
    if left:
        raise NotPossible(
            ngettext(
                "One skill has no answer yet. Answer it first, so that no gap is shown that is none.",
                "%(left)s skills have no answer yet. Answer them first, so that no gap is shown that is none.", left,
            ) % {"left": left}
        )  # fmt: skip
    Counted.objects.get_or_create(person=actor)
    for team in Team.objects.visible_to(actor).order_by("pk"):
        release(actor, team, skills=skills)


@transaction.atomic
def count_no_more(actor: User) -> None:
    """Take one's answers out of what comes from now on; they stay as they are."""
    require(rules.may_rate(actor))
    Counted.objects.filter(person=actor).delete()


@transaction.atomic
def clear(actor: User) -> None:
    """Delete everything that one said of one's skills."""
    require(rules.may_rate(actor))
    offer_help(actor, actor, wanted={SKILL + one.key: False for one in _skills()})
    Rating.objects.visible_to(actor).delete()
    Counted.objects.filter(person=actor).delete()


def _skills() -> QuerySet[Part]:
    """The skills in force."""
    return Part.objects.filter(kind="skill", edition__in=in_force().filter(kind=Kind.SKILLS))
