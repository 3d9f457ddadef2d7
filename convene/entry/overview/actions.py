"""Count how communities are doing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ...lib.ruling import require
from . import queries, rules
from .counting import MONTH, QUARTER, WEEKS, Pace, by_week, first_replies, liveliest, monday, pace, pace_by_week
from .models import Figures, Week

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.people.models import User

LIVELY = 5  # topics
MOST_NAMES = 200  # institutions


@transaction.atomic
def count(actor: User | None, community: Community) -> Figures:
    """Count a community's last weeks anew; safe to do twice. It leaves no line in the ledger: nothing has happened."""
    require(rules.may_count(actor))
    now = timezone.now()
    this_week = monday(now)
    since = dt.datetime.combine(this_week, dt.time(), dt.UTC) - WEEKS * dt.timedelta(days=7)
    said, begun = queries.said(community, since), queries.begun(community, since)
    replies, members = first_replies(begun, said), queries.joined(community)
    wrote = {post.author for post in said if post.at >= now - QUARTER}
    newcomers = {person for person, at in members.items() if at >= now - MONTH}
    settled = {person for person, at in members.items() if at < now - QUARTER}
    lately = {post.author for post in said if post.at >= now - MONTH}
    pace_now = pace(replies, now - QUARTER)
    figures, _new = Figures.objects.update_or_create(
        community=community,
        defaults={
            "counted_at": now,
            "members": len(members),
            "newcomers": len(newcomers),
            "newcomers_posted": len(newcomers & lately),
            "active": len(lately),
            "quiet": len(settled - wrote - queries.readers(community, now - QUARTER)),
            "hours": pace_now.hours,
            "hours_people": pace_now.people,
            "institutions": queries.institutions(wrote)[:MOST_NAMES],
            "topics": liveliest(said, now - MONTH, LIVELY),
        },
    )
    Week.objects.filter(community=community, start__gte=since.date()).delete()
    paces, weeks = pace_by_week(replies), by_week(said)
    for start, (posts, active) in sorted(weeks.items()):
        if start < this_week:
            hours, people = paces.get(start, Pace(None, 0))
            Week.objects.create(
                community=community, start=start, posts=posts, active=active, hours=hours, hours_people=people
            )
    return figures
