"""Lists that show topics of several communities: the few that come first, and where else each is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL

from ..models import Share

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .lists import TopicRow


Arm = tuple[str, Sequence[Any]]  # SQL and its parameters


def arm(topics: QuerySet[Any, Any], most: int) -> Arm:
    """The first of an ordered list: the numbers of topics, then the columns that it goes by, named by the first arm."""
    sql, params = topics[:most].query.get_compiler(connection=connection).as_sql()
    return sql, params


def first_of(arms: Sequence[Arm], order: str, most: int, skip: int = 0) -> RawSQL:
    """The numbers of the topics that come first of several ordered lists: a few of each by its index, then the best.

    Asked in one piece, a database sorts everything that was ever written there. Each arm has its `skip + most` first;
    `order` names their columns. A topic that stands in two of them comes once.
    """
    parts = " UNION ".join(f"SELECT * FROM ({sql}) AS part" for sql, _params in arms)  # noqa: S608 (ours)
    listed = f"SELECT id FROM ({parts}) AS listed ORDER BY {order} LIMIT {most} OFFSET {skip}"  # noqa: S608
    return RawSQL(listed, [value for _sql, params in arms for value in params])  # noqa: S611


def with_places(rows: Sequence[TopicRow], here: int = 0) -> list[TopicRow]:
    """The rows of a list with the names of the other communities that show each; `here` is the one whose list it is.

    One query where something is shared, and none otherwise. Only communities that everybody knows of share.
    """
    shared = [row.pk for row in rows if row.share_count]
    if not shared:
        return list(rows)
    others, homes = defaultdict(list), {}
    for topic, other, name, short, *home in _shares(shared):
        homes[topic] = home
        if other != here:
            others[topic].append(short or name)
    return [_placed(row, others[row.pk], homes[row.pk], here) if row.pk in homes else row for row in rows]


def _shares(topics: Sequence[int]) -> QuerySet[Share, Any]:
    names = ("community__name", "community__short_name")
    shares = Share.objects.in_force().filter(topic__in=topics).order_by("pk")
    homes = ("home__slug", "home__name", "home__short_name")
    return shares.values_list("topic_id", "community_id", *names, *homes)


def _placed(row: TopicRow, others: Sequence[str], home: Sequence[str], here: int) -> TopicRow:
    slug, name, short = home
    if here in {0, row.community_id}:
        return row._replace(also=tuple(others))
    return row._replace(also=(short or name, *others), slug=slug, pinned_at=None)
