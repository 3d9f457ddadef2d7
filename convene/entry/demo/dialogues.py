"""Dialogues of the demo: one that goes on, one that is over and answered, one of members, one to come; all made up."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ...core.communities.models import Community
from ...features.dialogues import actions
from ...features.dialogues.actions.convening import Said
from ...features.dialogues.models import Ballot, Dialogue
from ...features.dialogues.models.ballot import key_of
from ...features.dialogues.queries.results import LETTERS, result_of
from ...features.dialogues.tasks import draw
from . import members, streets
from .town import ABOUT_VOTERS, ADDED, ANSWERED, BACKGROUND, BECAME, RECOMMENDED, SEEDS, WAITING

if TYPE_CHECKING:
    from ...core.people.models import User

Opinions = Sequence[tuple[str, str]]
SIDES = {"+": 1, "-": -1, "0": 0}


def fill_dialogues(cast: dict[str, User]) -> None:
    """What a town, a neighborhood and the members of a community say."""
    _riverfront(cast)
    _streets(cast)
    _members(cast)


def _riverfront(cast: dict[str, User]) -> None:
    """Open for three weeks, half of them over, with three opinions that hold together."""
    marisol, now = cast["marisol"], _this_hour()
    said = Said(
        question="What should become of the riverfront lot?",
        convener="Science Museum on the River with the County Land Office",
        outcome="The land board reads the report on 15 January, answers each statement that all groups share, and says "
        "in public what it decides and why.",
        opens_at=now - dt.timedelta(days=11), closes_at=now + dt.timedelta(days=10), background=BACKGROUND,
    )  # fmt: skip
    dialogue = _convene(marisol, said, SEEDS, ABOUT_VOTERS)
    _take_part(dialogue, marisol, (*SEEDS, *ABOUT_VOTERS), ADDED, weights=(5, 6, 4), people=152, waiting=WAITING)
    draw(dialogue.pk)
    for person in ("priya", "hyacinth"):
        actions.follow(cast[person], dialogue, follows=True)
    _account_for(dialogue, marisol, RECOMMENDED, [ANSWERED], [BECAME], written=4)


def _streets(cast: dict[str, User]) -> None:
    """Over for three weeks: two groups with names, and an answer to each recommendation."""
    luz, now = cast["luz"], _this_hour()
    said = Said(
        question=streets.QUESTION, convener=streets.CONVENER, outcome=streets.OUTCOME, background=streets.BACKGROUND,
        opens_at=now - dt.timedelta(days=50), closes_at=now + dt.timedelta(days=1), mode="unbiased",
    )  # fmt: skip
    dialogue = _convene(luz, said, streets.SEEDS, streets.ABOUT_VOTERS)
    _take_part(dialogue, luz, (*streets.SEEDS, *streets.ABOUT_VOTERS), streets.ADDED, weights=(4, 6), people=86)
    actions.close(luz, dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(closes_at=now - dt.timedelta(days=21))
    draw(dialogue.pk)
    dialogue.refresh_from_db()
    _name_map(dialogue, luz)
    _account_for(dialogue, luz, streets.RECOMMENDED, streets.ANSWERS, streets.BECAME, written=18)


def _this_hour() -> dt.datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def _name_map(dialogue: Dialogue, leader: User) -> None:
    """Which of the two is A follows from how many they are."""
    said = next(one for one in result_of(dialogue).statements if one.text == streets.TOLD_APART)
    yes, no = streets.NAMES
    cells = zip(LETTERS, said.groups, strict=False)
    names = {letter: yes if cell and cell[0] > cell[1] else no for letter, cell in cells}
    actions.name_map(leader, dialogue, names=names)


def _members(cast: dict[str, User]) -> None:
    """Among members, who see the result after closing; and one that begins next week, for anybody."""
    luz, now = cast["luz"], _this_hour()
    said = Said(
        question=members.QUESTION, convener=members.CONVENER, outcome=members.OUTCOME, access="members",
        results="closed", opens_at=now - dt.timedelta(days=3), closes_at=now + dt.timedelta(days=18),
    )  # fmt: skip
    dialogue = _convene(luz, said, members.SEEDS, ())
    shown = list(dialogue.statements.shown().order_by("number"))
    for key, votes in members.VOTES:
        who = f"person:{cast[key].pk}"
        actions.begin(cast[key], dialogue, who=who)
        for one, side in zip(shown, votes, strict=False):
            actions.vote(cast[key], dialogue, key_of(dialogue, who), statement=one.pk, value=SIDES[side])
    soon = Said(
        question=members.SOON, convener=members.SOON_CONVENER, outcome=members.SOON_OUTCOME,
        opens_at=now + dt.timedelta(days=8), closes_at=now + dt.timedelta(days=36),
    )  # fmt: skip
    _convene(luz, soon, members.SOON_SEEDS, ())


def _convene(leader: User, said: Said, seeds: Opinions, metas: Opinions) -> Dialogue:
    """Of Citizen Science, and published."""
    place = Community.objects.get(slug="citizen-science")
    texts = [[text for text, _sides in one] for one in (seeds, metas)]
    dialogue = actions.convene(leader, place, said=said, seeds=texts[0], metas=texts[1])
    actions.publish(leader, dialogue)
    dialogue.refresh_from_db()
    return dialogue


def _account_for(
    dialogue: Dialogue, leader: User, recommended: Sequence[tuple[str, str, list[str], int]],
    answers: Sequence[tuple[int, int, str, str, str]], became: Sequence[tuple[int, int, str]], *, written: int,
) -> None:  # fmt: skip
    """What follows from what all groups share. written: how many days ago."""
    today = timezone.localdate()
    numbers = dict(dialogue.statements.shown().values_list("text", "number"))
    for text, asked_of, rests_on, days in recommended:
        actions.recommend(
            leader, dialogue, text=text, asked_of=asked_of, statements=[numbers[one] for one in rests_on],
            answer_by=today + dt.timedelta(days=days),
        )  # fmt: skip
    dialogue.recommendations.update(written_at=timezone.now() - dt.timedelta(days=written))
    of = {one.number: one for one in dialogue.recommendations.all()}
    for number, day, who, decision, words in answers:
        on = today - dt.timedelta(days=day)
        actions.answer(leader, of[number], who=who, on=on, decision=decision, words=words)
    for number, day, words in became:
        actions.tell_what_became(leader, of[number], on=today - dt.timedelta(days=day), words=words)


def _take_part(
    dialogue: Dialogue, leader: User, first: Opinions, added: Opinions, *, weights: Sequence[int], people: int,
    waiting: Sequence[str] = (),
) -> None:  # fmt: skip
    """People begin, some of them add what is missing, and each votes on some of it as most of their group do."""
    lots = random.Random("riverfront")  # noqa: S311 the same town each time
    nobody, voters = AnonymousUser(), [f"device:demo-{number}" for number in range(people)]
    for number, who in enumerate(voters):
        actions.begin(nobody, dialogue, who=who, address=f"10.0.{dialogue.pk % 250}.{number}")
    ballots = list(Ballot.objects.filter(dialogue=dialogue).order_by("key").values_list("pk", flat=True))
    said = [actions.say(nobody, dialogue, lots.choice(ballots), text=text) for text, _sides in added]
    actions.decide(leader, dialogue, statements=[one.pk for one in said], verdict="shown")
    for text in waiting:
        actions.say(nobody, dialogue, lots.choice(ballots), text=text)
    sides = dict([*first, *added])
    shown = [(one.pk, sides[one.text]) for one in dialogue.statements.shown()]
    for who in voters:
        group = lots.choices(range(len(weights)), weights=weights)[0]
        for pk, opinions in lots.sample(shown, lots.randint(5, len(shown) * 2 // 3)):
            value = SIDES[opinions[group]] if lots.random() < 0.85 else lots.choice((1, -1, 0))
            actions.vote(nobody, dialogue, key_of(dialogue, who), statement=pk, value=value)
