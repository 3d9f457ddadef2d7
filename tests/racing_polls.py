"""Votes in polls at the same moment; run in the site's own environment, prints one JSON object."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from typing import Any

from django.test import Client
from django.utils import timezone
from racing import Request, browser, community, person, race, sending, statuses  # which sets Django up

from convene.core.ledger.models import Entry
from convene.core.people.models import User
from convene.features.polls import actions
from convene.features.polls.models import Poll, Stance, Urn

PEOPLE = 8
TIMES = int(os.environ.get("TIMES", "4"))  # that each browser votes
ANSWERS = ("agree", "disagree", "abstain")


def asked(**terms: Any) -> tuple[Poll, User, list[User]]:
    """A proposal, who leads where it is made, and who votes."""
    here = community("here")
    ana, people = person("ana", here, role="leader"), [person(f"voter-{number}", here) for number in range(PEOPLE)]
    over = timezone.now() + dt.timedelta(days=7)
    poll = actions.ask(ana, here, kind="proposal", title="Lend the kits", details="We do.", closes_at=over, **terms)
    return poll, ana, people


def browsers(poll: Poll, people: list[User]) -> list[Client]:
    """Two of each person, which have the poll before them."""
    opened = [browser(one) for one in people for _twice in range(2)]
    for one in opened:
        assert one.get(poll.get_absolute_url()).status_code == 200
    return opened


def votes(poll: Poll, opened: list[Client]) -> list[Request]:
    """Each browser votes again and again, now so and now so."""
    return [
        sending(one, f"{poll.get_absolute_url()}vote/", {"answer": ANSWERS[(time + number) % 3]})
        for time in range(TIMES) for number, one in enumerate(opened)
    ]  # fmt: skip


def counts(poll: Poll) -> dict[str, Any]:
    """What stands there afterwards."""
    poll.refresh_from_db()
    ballots = Urn.objects.get().ballots if poll.is_anonymous else {}
    return {
        "voters": poll.voter_count, "stances": Stance.objects.count(), "ballots": len(ballots),
        "people": Stance.objects.values("person").distinct().count(),
        "lines": Entry.objects.filter(verb="polls.voted").count(), "is_closed": bool(poll.closed_at),
    }  # fmt: skip


def with_names() -> dict[str, Any]:
    """All vote at once, each from two browsers."""
    poll, _ana, people = asked()
    return {"statuses": statuses(race(votes(poll, browsers(poll, people))))} | counts(poll)


def without_names() -> dict[str, Any]:
    """The same where votes have no names: of two browsers the one that comes first keeps the vote."""
    poll, _ana, people = asked(is_anonymous=True)
    return {"statuses": statuses(race(votes(poll, browsers(poll, people))))} | counts(poll)


def closed_meanwhile() -> dict[str, Any]:
    """It is closed by hand, twice, while people vote without names."""
    poll, ana, people = asked(is_anonymous=True)
    opened = browsers(poll, people)
    requests, leaders = votes(poll, opened), [browser(ana), browser(ana)]
    for leader in leaders:
        requests.insert(len(requests) // 2, sending(leader, f"{poll.get_absolute_url()}close/"))
    answers = race(requests)
    first = counts(poll)
    sealed = Urn.objects.get().ballots
    again = race(votes(poll, opened))
    return first | {
        "statuses": statuses(answers), "again": sorted(set(statuses(again))), "is_same": Urn.objects.get().ballots == sealed,
        "told": Entry.objects.filter(verb="polls.closed").count(),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
