"""A round of the discussion guide in the small site, and what there is to ask at its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.core.frameworks.models import Edition, Part
from convene.core.rounds.models import Round
from convene.core.teams.models import Team
from convene.features.guides import rules
from convene.features.guides.models import Answer, TeamAnswer, Wording

if TYPE_CHECKING:
    from .world import World

STAGE, SAID, ALONE = "building-internal-support", "purpose-priority", "purpose-mission"
OF_ROUND = {"round": {}, "close": {"revisit_on": ""}, "partner": {}, "meeting": {}, "brief": {}, "paper": {}, "changes": {}}
OF_QUESTION: dict[str, dict[str, Any]] = {
    "question": {"words": "New", "upon_words": "0", "keep": "1"}, "save_alone": {"role": "floor", "upon_role": "0"},
    "save_together": {"confidence": "guess", "upon_confidence": "0"}, "skip": {"reason": "New"},
    "decide": {"confidence": "sure", "upon_confidence": "0"}, "mark": {"mark": "stuck"}, "draw": {},
    "release": {"release": "yes"}, "earlier": {},
}  # fmt: skip
GUIDED = ("guides:stages", "guides:begin", *(f"guides:{name}" for name in (*OF_ROUND, *OF_QUESTION)))


def answer_questions(world: World) -> None:
    """The author and the target have shared an answer to one question, the member has begun theirs; none to another."""
    team, now = Team.objects.get(), timezone.now()
    round = Round.objects.create(team=team, edition=Edition.objects.get(kind="guide"), kind="guide", stage=STAGE, number=1)
    said, alone = (Part.objects.get(edition=round.edition, key=key) for key in (SAID, ALONE))
    for who, question, seen in (
        ("author", said, {"author"}), ("target", said, {"author"}), ("member", said, {"member"}),
        ("author", alone, {"author"}), ("member", alone, {"member"}),
    ):  # fmt: skip
        is_shared = question == said and who != "member"
        Answer.objects.create(
            round=round, question=question, person=world.people[who], step=1, shared_at=now if is_shared else None,
            words=world.secret(f"answer of {who} to {question}", frozenset(seen)),
        )  # fmt: skip
    inside = frozenset({"author"})
    word = world.secret("answer of a team", inside)
    ours = TeamAnswer.objects.create(
        round=round, question=said, words=word, versions={"words": 1}, ask_at=now,
        ask=world.secret("whom a team would ask", frozenset({"author", "member"})),
    )  # fmt: skip
    Wording.objects.create(answer=ours, field="words", value=world.secret("earlier answer of a team", inside))


def answered_together(role: str) -> dict[str, str]:
    """Where somebody who has answered sees the team's answer, and the channel on which these pages listen."""
    round = Round.objects.get(kind="guide")
    channel = rules.channel(round, Part.objects.get(edition=round.edition, key=SAID))
    pages = (reverse("guides:question", args=[round.pk, SAID]), reverse("guides:meeting", args=[round.pk]))
    return dict.fromkeys(pages, channel) if role == "author" else {}


def guided(_world: World, name: str) -> Iterator[tuple[str, frozenset[str], dict[str, Any]]]:
    """Every request to try at one of the addresses in `GUIDED`."""
    round, short = Round.objects.get(kind="guide"), name.partition(":")[2]
    if short in {"stages", "begin"}:
        data = {"stage": "co-creating-projects"} if short == "begin" else {}
        yield reverse(name, args=[round.team_id]), frozenset(), data
    elif short in OF_ROUND:
        yield reverse(name, args=[round.pk]), frozenset(), OF_ROUND[short]
    else:
        for key, state in ((SAID, "said"), (ALONE, "alone")):
            yield reverse(name, args=[round.pk, key]), frozenset({state}), OF_QUESTION[short]
