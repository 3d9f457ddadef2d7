"""Votes at the same moment; run in the site's own environment, prints one JSON object."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from functools import partial
from typing import Any

from django.utils import timezone
from racing import community, person, race  # which sets Django up

from convene.features.dialogues import actions
from convene.features.dialogues.actions.convening import Said
from convene.features.dialogues.models import Ballot, Dialogue, Vote
from convene.features.dialogues.models.ballot import key_of
from convene.lib.errors import Refusal
from convene.lib.ui.context import NOBODY

VOTERS, STATEMENTS = 5, 10
TIMES = int(os.environ.get("TIMES", "20"))  # that each voter votes on each statement


def held() -> Dialogue:
    """A dialogue that is open to all."""
    ana, now = person("ana", community("here"), role="leader"), timezone.now()
    said = Said("What now?", "We", "A plan", now - dt.timedelta(1), now + dt.timedelta(1))
    seeds = [f"Thought number {number}" for number in range(STATEMENTS)]
    made = actions.convene(ana, ana.memberships.get().community, said=said, seeds=seeds)
    actions.publish(ana, made)
    made.refresh_from_db()
    return made


def the_same_votes_again_and_again() -> dict[str, Any]:
    """Some voters vote on the same statements at the same moment, each many times, now so and now so."""
    dialogue = held()
    voters = [f"device:{number}" for number in range(VOTERS)]
    begun = race(partial(actions.begin, NOBODY, dialogue, who=who, address="") for _time in range(4) for who in voters)
    statements = list(dialogue.statements.values_list("pk", flat=True))
    race(
        partial(actions.vote, NOBODY, dialogue, key_of(dialogue, who), statement=one, value=(time + number) % 3 - 1)
        for time in range(TIMES) for number, one in enumerate(statements) for who in voters
    )  # fmt: skip
    dialogue.refresh_from_db()
    return {
        "begun": len(begun), "ballots": Ballot.objects.count(), "rows": Vote.objects.count(),
        "voter_count": dialogue.voter_count, "vote_count": dialogue.vote_count, "changes": dialogue.changes,
        "sequences": sorted(Ballot.objects.values_list("sequence", flat=True)),
        "numbers": sorted(len(set(one.votes.values_list("sequence", flat=True))) for one in Ballot.objects.all()),
    }  # fmt: skip


def it_is_closed_while_people_vote() -> dict[str, Any]:
    """Some voters vote at the same moment as those who convene close; who was told so is counted, and nobody else."""
    dialogue = held()
    voters = [f"device:{number}" for number in range(VOTERS)]
    for who in voters:
        actions.begin(NOBODY, dialogue, who=who, address="")
    ana, statements = dialogue.begun_by, list(dialogue.statements.values_list("pk", flat=True))
    at_closing: list[int] = []

    def vote(who: str, statement: int, here: Dialogue) -> bool:
        try:
            actions.vote(NOBODY, here, key_of(here, who), statement=statement, value=1)
        except Refusal:
            return False
        return True

    def close() -> None:
        actions.close(ana, dialogue)
        at_closing.append(Vote.objects.count())

    requests: list[Any] = [partial(vote, who, one, Dialogue.objects.get()) for one in statements for who in voters]
    requests.insert(len(requests) // 2, close)
    counted = race(requests)
    dialogue.refresh_from_db()
    return {
        "accepted": sum(one is True for one in counted), "refused": sum(one is False for one in counted),
        "rows": Vote.objects.count(), "at_closing": at_closing[0], "vote_count": dialogue.vote_count,
        "changes": dialogue.changes, "sequences": sum(Ballot.objects.values_list("sequence", flat=True)),
    }  # fmt: skip


def a_dialogue_to_be_raced_in() -> dict[str, Any]:
    """For clients of a running site: where the dialogue is, and what one votes on."""
    dialogue = held()
    return {"path": dialogue.get_absolute_url(), "statements": list(dialogue.statements.values_list("pk", flat=True))}


def what_came_of_it() -> dict[str, Any]:
    """The numbers of a dialogue in which clients have raced."""
    dialogue = Dialogue.objects.get()
    return {
        "ballots": Ballot.objects.count(), "rows": Vote.objects.count(), "voter_count": dialogue.voter_count,
        "vote_count": dialogue.vote_count, "changes": dialogue.changes,
        "sequences": sorted(Ballot.objects.values_list("sequence", flat=True)),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
