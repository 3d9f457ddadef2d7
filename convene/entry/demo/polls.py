"""What the demo's members are asked: a sense check that goes on, and a proposal with its outcome."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ...core.communities.models import Community
from ...core.people.models import User
from ...core.teams.models import Team
from ...features.polls import actions as polls

KITS = """We keep **six air sensor kits** as a pool and lend them to any member for eight weeks.

- Whoever borrows pays the way there and back.
- Readings go into the shared sheet, with the height above the ground.
- Two of us look after the list, and change every year."""
SAID = (
    ("marisol", "agree", "They stand in our cupboard from October to April anyway."),
    ("luz", "agree", "Eight weeks is enough to see a school's morning and evening peaks."),
    ("hoku", "disagree", "Yes to lending, but the way back has to be ours: small museums cannot pay it."),
    ("deja", "abstain", ""),
    ("fern", "agree", ""),
)
OUTCOME = (
    "We lend the six kits, for **eight weeks**. Because small museums could not pay it, the way back is paid from the "
    "community's budget until June. Marisol and Luz keep the list."
)

MEASURED = ["Air at school gates", "Noise at night", "Bees in parking lots"]


def fill_polls(people: dict[str, User]) -> None:
    """Citizen Science decided on its kits; its members are asked about a meeting, and the team about its next step."""
    home, now = Community.objects.get(slug="citizen-science"), timezone.now()
    marisol = people["marisol"]
    kits = polls.ask(
        marisol, home, kind="proposal", title="Lend the air sensor kits to each other", details=KITS,
        threshold="two_thirds", quorum=30, closes_at=now + dt.timedelta(days=7),
    )  # fmt: skip
    for who, answer, reason in SAID:
        polls.vote(people[who], kits, choices={answer: 1}, reason=reason)
    polls.close(marisol, kits)
    polls.conclude(marisol, kits, text=OUTCOME, review_on=timezone.localdate() + dt.timedelta(days=180))
    call = polls.ask(
        marisol, home, kind="sense_check", title="A call on the first Tuesday of each month?",
        details="Half an hour, one question, no slides.", closes_at=now + dt.timedelta(days=5),
    )  # fmt: skip
    polls.vote(people["hoku"], call, choices={"unsure": 1}, reason="If those at school can hear it later.")
    next_one = polls.ask(
        marisol, home, kind="ranked_choice", title="What shall we measure together in spring?", options=MEASURED,
        closes_at=now + dt.timedelta(days=12),
    )  # fmt: skip
    for who, choices in (("luz", {"1": 1, "0": 2}), ("deja", {"1": 1, "2": 2, "0": 3}), ("fern", {"0": 1, "1": 2})):
        polls.vote(people[who], next_one, choices=choices)
    team = Team.objects.filter(members__person=marisol).first()
    if team:
        polls.ask(
            marisol, team, kind="proposal", title="Meet at the neighborhood center from now on", allows_block=True,
            details="Every second meeting, at six in the evening.", closes_at=now + dt.timedelta(days=9),
        )  # fmt: skip
