"""What time does to the library."""

from __future__ import annotations

from time import monotonic

from django.utils import timezone
from django_tasks import task

from ...lib.http import look
from . import actions
from .models import Link, Resource

LOOKED_THROUGH = 2_000  # links that are due, so that many of one site do not stand in the way of others
SECONDS = 120  # for one round
A_WHILE = 20  # seconds, for some more of what lies beside topics


@task(priority=-50)
def ask_for_reviews(most: int = 200) -> int:
    """Say of resources that they are due for a fresh look; safe to run twice. Returns how many."""
    return sum(actions.grow_stale(one) for one in Resource.objects.overdue().order_by("review_on")[:most])


@task(priority=-50)
def lay_beside() -> int:
    """Lay what fits beside topics, some more of what has changed; safe to run twice. Returns how much it looked at."""
    actions.note_mentions()
    ends, done = monotonic() + A_WHILE, 0
    while monotonic() < ends and (some := actions.relate() + actions.go_round()):
        done += some
    return done


@task(priority=-50)
def note_offers() -> int:
    """Tell harvesters of what its community shares no longer; safe to run twice. Returns how many changed."""
    return actions.note_offers()


@task(priority=-50)
def check_links(most: int = 20) -> int:
    """Ask whether links still lead somewhere, each site once; safe to run twice. Returns how many it asked."""
    chosen: dict[str, Link] = {}
    for link in Link.objects.due(timezone.now()).only("address")[:LOOKED_THROUGH]:
        chosen.setdefault(link.address.lower().partition("//")[2].partition("/")[0], link)
        if len(chosen) >= most:
            break
    ends, asked = monotonic() + SECONDS, 0
    for link in chosen.values():
        if monotonic() > ends:  # the others come next time
            break
        actions.note_look(link, look(link.address))
        asked += 1
    return asked
