"""What people said of their skills, and what there is to ask at the addresses of skills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from convene.core.frameworks.models import Part
from convene.core.teams.models import Team
from convene.features.skills.models import Counted, Need, Picture, Rating, Release

from .belonging import Asked
from .roles import NOBODY

if TYPE_CHECKING:
    from .world import World

NEEDS = ("skills:need", "skills:edit_need", "skills:remove_need", "skills:add_need")
SKILLS = ("skills:mine", "skills:count", "skills:clear", "skills:team", "skills:gap", *NEEDS, "skills:network")


def rate_skills(world: World) -> None:
    """The author and the member can do one thing each, and one that no wheel has any more: its name is their secret."""
    engagement = Part.objects.get(kind="skill", key="engagement")
    for who in ("author", "member"):
        word = world.secret(f"skill of {who} in a wheel of before", frozenset({who}))
        for key in ("engagement", word):
            Rating.objects.create(person=world.people[who], part=engagement, skill=key, step=3, grows=True)
    here = [world.people[who] for who in ("author", "member", "target")]
    Counted.objects.bulk_create(Counted(person=one) for one in here)
    word = world.secret("what somebody can do, in a release", NOBODY)
    Release.objects.create(
        team=Team.objects.get(), people=3, bands={"engagement": 2, "networking": 0},
        able={str(one.pk): ["engagement", word] for one in here},
    )  # fmt: skip
    inside = frozenset({"author", "member"})
    Need.objects.create(team=Team.objects.get(), name=world.secret("work of a team", inside), skills=["networking"])
    word = world.secret("what an institution lacks, in a view", NOBODY)
    Picture.objects.create(group=1, kind="science", skills=["networking"], thin=["networking"], missing={"1": [word]})


def skills(_world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `SKILLS`."""
    data = {"part": "interpersonal", "step-engagement": "1", "grows-engagement": "on", "offers-engagement": "on"}
    forms = {"skills:mine": data, "skills:count": {"answer": "yes"}, "skills:clear": {},
             **dict.fromkeys(NEEDS, {"name": "New", "skills": "engagement"})}  # fmt: skip
    team = Team.objects.get().pk
    words = {"skills:team": [team], "skills:gap": [team, "networking"], "skills:add_need": [team]}
    words |= {one: [Need.objects.get().pk] for one in NEEDS[:3]}
    yield reverse(name, args=words.get(name, [])), frozenset(), forms.get(name, {})
