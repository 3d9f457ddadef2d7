"""What the demo's members are asked, one of each kind, and what came of two proposals."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from ...core.communities.models import Community
from ...core.people.models import User
from ...core.teams.models import Team
from ...features.polls import actions as polls
from ...features.polls.models import Outcome

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

WEIGHED = ["Lending more kits", "A page of what all of us measured", "Visits to each other", "Words for our directors"]
HEARD = ["Bats over the parking lot", "What a wrong reading taught us", "Paying partners, month by month"]
OLD = "We keep notes of each call in a **topic of its own**, and whoever called it writes them within three days."

MEASURED = ["Air at school gates", "Noise at night", "Bees in parking lots"]


def fill_polls(people: dict[str, User]) -> None:
    """Citizen Science decided on its kits; its members are asked about a meeting, and the team about its next step."""
    home, now = Community.objects.get(slug="citizen-science"), timezone.now()
    now = now.replace(minute=0, second=0, microsecond=0)  # whole hours, as people choose them
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
    for who in ("luz", "fern", "deja"):
        polls.vote(people[who], call, choices={"good": 1})
    next_one = polls.ask(
        marisol, home, kind="ranked_choice", title="What shall we measure together in spring?", options=MEASURED,
        closes_at=now + dt.timedelta(days=12),
    )  # fmt: skip
    for who, choices in (("luz", {"1": 1, "0": 2}), ("deja", {"1": 1, "2": 2, "0": 3}), ("fern", {"0": 1, "1": 2})):
        polls.vote(people[who], next_one, choices=choices)
    _ask_more(people, home, now)
    team = Team.objects.filter(members__person=marisol).first()
    if team:
        polls.ask(
            marisol, team, kind="proposal", title="Meet at the neighborhood center from now on", allows_block=True,
            details="Every second meeting, at six in the evening.", closes_at=now + dt.timedelta(days=9),
        )  # fmt: skip


def _ask_more(people: dict[str, User], home: Community, now: dt.datetime) -> None:
    """One of each other kind, and an outcome whose day has come."""
    luz = people["luz"]
    begins = (now + dt.timedelta(days=20)).replace(hour=17, minute=0, second=0, microsecond=0)
    times = [(begins + dt.timedelta(days=day)).isoformat() for day in (0, 1, 4)]
    asked: list[tuple[str, str, dict[str, Any], list[dict[str, int]]]] = [
        ("dot_vote", "What should our next six months go to?", {"options": WEIGHED, "most": 5},
         [{"0": 3, "2": 2}, {"1": 4, "3": 1}, {"1": 2, "0": 2, "3": 1}]),
        ("score", "Which talk should we hear again?", {"options": HEARD, "most": 5},
         [{"0": 4, "1": 5}, {"1": 5, "2": 3}, {"0": 2, "1": 4, "2": 4}]),
        ("time_poll", "When shall we read the autumn numbers together?", {"options": times},
         [{"0": 2, "1": 1, "2": 0}, {"0": 0, "1": 2, "2": 2}, {"0": 1, "1": 2, "2": 0}]),
        ("opt_in", "Who welcomes newcomers in spring?", {}, [{"in": 1}, {"in": 1}, {"out": 1}]),
    ]  # fmt: skip
    for day, (kind, title, terms, votes) in enumerate(asked, 6):
        one = polls.ask(luz, home, kind=kind, title=title, closes_at=now + dt.timedelta(days=day), **terms)
        for who, choices in zip(("hoku", "deja", "fern"), votes, strict=True):
            polls.vote(people[who], one, choices=choices)
    notes = polls.ask(
        luz, home, kind="proposal", title="Keep the notes of each call in a topic", threshold="half",
        details="Whoever calls writes them, within three days.", closes_at=now + dt.timedelta(days=7),
    )  # fmt: skip
    for who in ("luz", "marisol", "hoku", "esperanza"):
        polls.vote(people[who], notes, choices={"agree": 1})
    polls.close(luz, notes)
    made = polls.conclude(luz, notes, text=OLD, review_on=timezone.localdate() + dt.timedelta(days=1))
    Outcome.objects.filter(pk=made.pk).update(review_on=timezone.localdate() - dt.timedelta(days=1))
