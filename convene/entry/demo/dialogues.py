"""A dialogue of a town with itself: what should become of the riverfront lot; ballots of people who are made up."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ...core.communities.models import Community
from ...features.dialogues import actions
from ...features.dialogues.actions.convening import Said
from ...features.dialogues.models import Ballot, Dialogue
from ...features.dialogues.models.ballot import key_of
from ...features.dialogues.tasks import draw
from .town import ABOUT_VOTERS, ADDED, ANSWERED, BACKGROUND, BECAME, RECOMMENDED, SEEDS, WAITING

if TYPE_CHECKING:
    from ...core.people.models import User

PEOPLE = 152
GROUPS = "abc"
SIDES = {"+": 1, "-": -1, "0": 0}


def fill_dialogues(cast: dict[str, User]) -> None:
    """Open for three weeks, half of them over, with three opinions that hold together."""
    marisol, now = cast["marisol"], timezone.now()
    said = Said(
        question="What should become of the riverfront lot?",
        convener="Science Museum on the River with the County Land Office",
        outcome="The land board reads the report on 15 January, answers each statement that all groups share, and says "
        "in public what it decides and why.",
        opens_at=now - dt.timedelta(days=11), closes_at=now + dt.timedelta(days=10), background=BACKGROUND,
    )  # fmt: skip
    place = Community.objects.get(slug="citizen-science")
    seeds = [text for text, _sides in SEEDS]
    dialogue = actions.convene(marisol, place, said=said, seeds=seeds, metas=[text for text, _sides in ABOUT_VOTERS])
    actions.publish(marisol, dialogue)
    dialogue.refresh_from_db()
    _take_part(dialogue, marisol)
    draw(dialogue.pk)
    _account_for(dialogue, cast)


def _account_for(dialogue: Dialogue, cast: dict[str, User]) -> None:
    """Two recommendations from what all groups share; the first is answered already."""
    marisol, today = cast["marisol"], timezone.localdate()
    numbers = dict(dialogue.statements.shown().values_list("text", "number"))
    for person in ("priya", "hyacinth"):
        actions.follow(cast[person], dialogue, follows=True)
    for text, asked_of, rests_on, days in RECOMMENDED:
        actions.recommend(
            marisol, dialogue, text=text, asked_of=asked_of, statements=[numbers[one] for one in rests_on],
            answer_by=today + dt.timedelta(days=days),
        )  # fmt: skip
    dialogue.recommendations.update(written_at=timezone.now() - dt.timedelta(days=4))
    first = dialogue.recommendations.get(number=1)
    day, who, decision, words = ANSWERED
    actions.answer(marisol, first, who=who, on=today - dt.timedelta(days=day), decision=decision, words=words)
    day, words = BECAME
    actions.tell_what_became(marisol, first, on=today - dt.timedelta(days=day), words=words)


def _take_part(dialogue: Dialogue, leader: User) -> None:
    lots = random.Random("riverfront")  # noqa: S311 the same town each time
    nobody, voters = AnonymousUser(), [f"device:demo-{number}" for number in range(PEOPLE)]
    for number, who in enumerate(voters):
        actions.begin(nobody, dialogue, who=who, address=f"10.0.0.{number}")
    first = Ballot.objects.filter(dialogue=dialogue).first()
    assert first is not None
    ballots = list(Ballot.objects.filter(dialogue=dialogue).values_list("pk", flat=True))
    added = [actions.say(nobody, dialogue, lots.choice(ballots), text=text) for text, _sides in ADDED]
    actions.decide(leader, dialogue, statements=[one.pk for one in added], verdict="shown")
    for text in WAITING:
        actions.say(nobody, dialogue, lots.choice(ballots), text=text)
    sides = dict([*SEEDS, *ABOUT_VOTERS, *ADDED])
    shown = [(one.pk, sides[one.text]) for one in dialogue.statements.shown()]
    for who in voters:
        group = lots.choices(range(len(GROUPS)), weights=(5, 6, 4))[0]
        for pk, opinions in lots.sample(shown, lots.randint(5, len(shown) * 2 // 3)):
            value = SIDES[opinions[group]] if lots.random() < 0.85 else lots.choice((1, -1, 0))
            actions.vote(nobody, dialogue, key_of(dialogue, who), statement=pk, value=value)
