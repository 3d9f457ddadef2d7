"""An action of the team in the small site, and what there is to ask at its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from convene.core.notifications.letters import stop_address
from convene.core.people.models import User
from convene.core.steps.models import Step
from convene.core.teams.models import Team

if TYPE_CHECKING:
    from .belonging import Asked
    from .world import World

OF_STEP = {
    "change": {"text": "New"}, "finish": {"became": "New"}, "drop": {"became": "New"}, "take_over": {}, "reopen": {},
}  # fmt: skip
STEPS = ("notifications:stop", "steps:team", "steps:add", "help:panel", *(f"steps:{name}" for name in OF_STEP))


def take_steps(world: World) -> None:
    """The team has one that is open, which the target owns, and one that is done."""
    inside, author, now = frozenset({"author", "member"}), world.people["author"], timezone.now()
    team, owner = Team.objects.get(), world.people["target"]
    made = {"team": team, "made_by": author, "owner": owner, "owned_at": now}
    Step.objects.create(text=world.secret("action of a team", inside), due_on=timezone.localdate(), **made)
    words = [world.secret(f"{what} of an action that is done", inside) for what in ("text", "outcome")]
    Step.objects.create(text=words[0], became=words[1], state="done", done_at=now, **made)
    User.objects.filter(pk=owner.pk).update(open_steps=1)


def steps(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `STEPS`."""
    if name in {"steps:team", "steps:add"}:
        yield reverse(name, args=[Team.objects.get().pk]), frozenset(), {"text": "New"}
        return
    if name == "notifications:stop":
        token = stop_address(world.people["target"].pk, "steps").rstrip("/").rpartition("/")[2]
        yield reverse(name, args=[token]), frozenset(), {}
        yield reverse(name, args=["forged:token"]), frozenset({"forged"}), {}
        return
    if name == "help:panel":
        for about, state in (("question:purpose-priority", "there"), ("question:no-such", "nowhere")):
            yield reverse(name, args=[Team.objects.get().pk, about]), frozenset({state}), {}
        return
    for one in Step.objects.order_by("pk"):
        yield reverse(name, args=[one.pk]), frozenset({"open" if one.is_open else "over"}), OF_STEP[name.partition(":")[2]]
