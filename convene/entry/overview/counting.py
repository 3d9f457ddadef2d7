"""What happened in a community, made into figures; without a database, so that it can be tried by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

WEEKS = 26
SMOOTHED = 4  # weeks
MONTH, QUARTER = dt.timedelta(days=30), dt.timedelta(days=90)


class Said(NamedTuple):
    """A post."""

    topic: int
    author: int
    at: dt.datetime


class Begun(NamedTuple):
    """A topic."""

    topic: int
    author: int
    at: dt.datetime


class Pace(NamedTuple):
    """How fast topics found a first reply. hours: median, None without any reply; people: who began or replied."""

    hours: float | None
    people: int


def monday(at: dt.datetime) -> dt.date:
    """The day that a moment's week begins on, by UTC."""
    day = at.astimezone(dt.UTC).date()
    return day - dt.timedelta(days=day.weekday())


def first_replies(begun: Iterable[Begun], said: Iterable[Said]) -> dict[Begun, Said]:
    """Topic -> the earliest post there by somebody else."""
    topics, found = {one.topic: one for one in begun}, dict[Begun, Said]()
    for post in said:
        topic = topics.get(post.topic)
        if topic and post.author != topic.author and (topic not in found or post.at < found[topic].at):
            found[topic] = post
    return found


def pace(replies: dict[Begun, Said], since: dt.datetime) -> Pace:
    """Of topics begun since then."""
    return _pace([(topic, reply) for topic, reply in replies.items() if topic.at >= since])


def pace_by_week(replies: dict[Begun, Said]) -> dict[dt.date, Pace]:
    """Week -> of topics begun in it or in the three before: in one week of a small community too few people meet."""
    weeks = defaultdict(list)
    for pair in replies.items():
        for later in range(SMOOTHED):
            weeks[monday(pair[0].at) + later * dt.timedelta(days=7)].append(pair)
    return {week: _pace(pairs) for week, pairs in weeks.items()}


def _pace(pairs: list[tuple[Begun, Said]]) -> Pace:
    hours = [max((reply.at - topic.at).total_seconds() / 3600, 0.0) for topic, reply in pairs]
    people = {topic.author for topic, _reply in pairs} | {reply.author for _topic, reply in pairs}
    return Pace(median(hours) if hours else None, len(people))


def by_week(said: Iterable[Said]) -> dict[dt.date, tuple[int, int]]:
    """Week -> posts, people who wrote."""
    weeks = defaultdict(list)
    for post in said:
        weeks[monday(post.at)].append(post.author)
    return {week: (len(authors), len(set(authors))) for week, authors in weeks.items()}


def liveliest(said: Iterable[Said], since: dt.datetime, most: int) -> list[tuple[int, int]]:
    """(topic, posts since then), most posts first."""
    counted = Counter(post.topic for post in said if post.at >= since)
    return sorted(counted.items(), key=lambda one: (-one[1], -one[0]))[:most]
