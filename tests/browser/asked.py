"""What is asked on a furnished site: words of every length, open and closed, with names and without."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.people.models import User
from convene.core.teams.models import Team
from convene.features.polls import actions as polls
from convene.features.polls.models import Poll


def asked(cast: dict[str, User], team: Team, longest: str) -> dict[str, object]:
    """Ask what is rare; returns where it is."""
    marisol, priya = cast["marisol"], cast["priya"]
    home, later = Community.objects.get(slug="citizen-science"), timezone.now() + dt.timedelta(days=3)
    long = polls.ask(
        marisol, home, kind="proposal", title=longest[:200], details=f"{longest}\n\n* {'long ' * 200}", closes_at=later,
        quorum=60, allows_block=True,
    )  # fmt: skip
    polls.vote(priya, long, choices={"block": 1}, reason=longest * 4)
    nameless = polls.ask(marisol, home, kind="sense_check", title="Without names", closes_at=later, is_anonymous=True)
    untouched = polls.ask(marisol, team, kind="proposal", title="Untouched", details="New", closes_at=later)
    over = polls.ask(marisol, team, kind="sense_check", title=f"Over {longest[:90]}", closes_at=later)
    polls.vote(priya, over, choices={"concerned": 1}, reason=longest)
    polls.close(marisol, over)
    polls.conclude(marisol, over, text=longest, review_on=timezone.localdate() + dt.timedelta(days=9))
    polls.review(marisol, over, state="adjusted", words=longest, review_on=timezone.localdate() + dt.timedelta(days=99))
    options, times = [longest, "Short"], [later + dt.timedelta(days=number) for number in (1, 2)]
    ranked = polls.ask(marisol, home, kind="ranked_choice", title="Rank", options=[*options, "Kits"], closes_at=later)
    polls.vote(priya, ranked, choices={"0": 2, "1": 1})
    for kind in ("dot_vote", "score"):
        polls.ask(marisol, home, kind=kind, title=kind, options=options, most=4, closes_at=later)
    meet = polls.ask(
        marisol, team, kind="time_poll", title="When?", options=[one.isoformat() for one in times], closes_at=later
    )
    polls.vote(marisol, meet, choices={"0": 2, "1": 1})
    polls.ask(marisol, team, kind="opt_in", title="Who comes along?", closes_at=later)
    everything = list(Poll.objects.visible_to(priya).order_by("pk").values_list("pk", flat=True))
    return {
        "polls": everything, "poll_open": untouched.pk, "poll_over": over.pk, "poll_nameless": nameless.pk,
    }  # fmt: skip
