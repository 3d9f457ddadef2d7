"""What a community and a team are asked in the small site, and what there is to ask at its addresses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.core.teams.models import Team
from convene.features.polls.models import Outcome, Poll, Stance, Urn

from .roles import INSIDE, NOBODY

if TYPE_CHECKING:
    from .world import World

Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form
OF_POLL = {
    "poll": {}, "votes": {}, "vote": {"answer": "agree"}, "close": {}, "withdraw": {}, "outcome": {"text": "New"},
    "review": {"state": "stands"}, "change": {},
}  # fmt: skip
POLLS = ("polls:new", *(f"polls:{name}" for name in OF_POLL))


def ask_people(world: World) -> None:
    """One is open and one has an outcome in a hidden community, one is open in a team; two hide what people say."""
    inside, author, now = frozenset((*INSIDE, "staff")), world.people["author"], timezone.now()
    here, team, voter = world.place("hidden").community, Team.objects.get(), world.people["target"]
    for state, place, readers in (
        ("open", {"community": here, "topic": world.place("hidden").talks[0].topic}, inside),
        ("closed", {"community": here}, inside),
        ("team", {"team": team}, frozenset({"author", "member"})),
        ("hidden", {"community": here, "is_hidden": True}, inside),
        ("nameless", {"community": here, "is_hidden": True, "is_anonymous": True}, inside),
    ):
        told = {name: world.secret(f"{name} of what is {state}", readers) for name in ("title", "details")}
        over = now - dt.timedelta(1) if state == "closed" else None
        poll = Poll.objects.create(
            kind="proposal", caller=author, closes_at=over or now + dt.timedelta(7), closed_at=over, voter_count=1,
            details_html=told["details"], eligible_count=4 if over else None, **told, **place,
        )  # fmt: skip
        reason = world.secret(f"reason in what is {state}", NOBODY if poll.is_hidden else readers)
        if poll.is_anonymous:
            Stance.objects.create(poll=poll, person=voter)
            Urn.objects.create(poll=poll, ballots={"a" * 64: {"choices": {"agree": 1}, "reason": reason}})
        else:
            Stance.objects.create(poll=poll, person=voter, choices={"agree": 1}, reason=reason, at=now)
        if over:
            word = world.secret("outcome", readers)
            Outcome.objects.create(poll=poll, text=word, html=f"<p>{word}</p>", written_by=author)


def asked(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `POLLS`."""
    later = f"{timezone.now() + dt.timedelta(days=30):%Y-%m-%dT%H:%M}"
    if name == "polls:new":
        here, said = world.place("hidden"), {"title": "New", "closes_at": later}
        yield reverse(name), frozenset({"nowhere"}), said
        for state, query in (
            ("community", here.slug), ("team", Team.objects.get().pk), ("topic", here.talks[0].topic.pk),
        ):  # fmt: skip
            yield f"{reverse(name)}?{state}={query}&kind=sense_check", frozenset({state}), said
        return
    for poll in Poll.objects.filter(is_hidden=False).order_by("pk"):
        state = "team" if poll.team_id else "open" if poll.is_open else "closed"
        data = {"closes_at": later} if name == "polls:change" else OF_POLL[name.partition(":")[2]]
        yield reverse(name, args=[poll.pk]), frozenset({state}), dict(data)
