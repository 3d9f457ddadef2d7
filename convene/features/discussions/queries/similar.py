"""Topics whose titles resemble one that is being written."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, F, FloatField, Sum, Value, When

from ....core.search.meaning import is_on
from ....core.search.queries import alike
from ....core.search.reader import reader_of
from ....lib.text.telling import telling_words
from ..models import TitleWord, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ....core.people.models import Actor

SHOWN = 5
MOST_TITLES = 3000  # that are weighed: the rarest words are followed until there would be more
ENOUGH = 0.4  # of the weight of all words that other titles know; who shares that much resembles it
COLUMNS = (
    "pk", "title", "community__slug", "community__name", "community__short_name", "kind", "post_count",
    "accepted_post_id", "archived_at",
)  # fmt: skip


class Similar(NamedTuple):
    """A topic that resembles a title."""

    pk: int
    title: str
    slug: str
    community: str
    short_name: str
    kind: str
    post_count: int
    accepted_post_id: int | None
    archived_at: datetime | None
    shared: int  # telling words in both
    weight: float  # the more, the rarer they are

    @property
    def is_answered(self) -> bool:
        return self.accepted_post_id is not None

    @property
    def replies(self) -> int:
        """Posts after the first."""
        return max(self.post_count - 1, 0)

    @property
    def place(self) -> str:
        return self.short_name or self.community


def similar_topics(actor: Actor, title: str) -> list[Similar]:
    """The few topics that `actor` may read and that resemble this title most, by its words or by what it means.

    The answered come first, the archived last; what was taken down or joined to another is never among them. Two
    queries, and a handful more where the site searches by meaning.
    """
    best = _by_words(actor, title)
    best = (best + _by_meaning(actor, title, {one.pk for one in best}))[:SHOWN]
    return sorted(best, key=lambda one: (one.archived_at is not None, not one.is_answered))


def alike_by_meaning(actor: Actor, title: str) -> list[int]:
    """Topics that say much the same, where the site searches by meaning."""
    return alike(reader_of(actor), title[:200], "post") if is_on() and title.strip() else []


def _by_meaning(actor: Actor, title: str, known: set[int]) -> list[Similar]:
    order = [pk for pk in alike_by_meaning(actor, title) if pk not in known]
    if not order:
        return []
    topics = Topic.objects.visible_to(actor).filter(pk__in=order[:SHOWN]).order_by()
    rows = {row[0]: Similar._make((*row, 0, 0.0)) for row in topics.values_list(*COLUMNS)}
    return [rows[pk] for pk in order if pk in rows]


def _by_words(actor: Actor, title: str) -> list[Similar]:
    topics = alike_by_title(actor, title)
    if topics is None:
        return []
    best = topics.order_by(F("weight").desc(), "-last_post_at", "-pk").values_list(*COLUMNS, "shared", "weight")[:SHOWN]
    return [Similar(*row) for row in best]


def alike_by_title(actor: Actor, title: str) -> QuerySet[Topic] | None:
    """Topics that `actor` may read whose titles share enough, each with `shared` and `weight`; None of no words."""
    words = telling_words(title[:200])
    found_in = TitleWord.objects.filter(word__in=words).order_by().values("word").annotate(titles=Count("pk"))
    titles = dict(found_in.values_list("word", "titles").order_by("titles")) if words else {}
    weights = {
        word: 1 / log2(2 + titles[word])
        for word, sum_so_far in zip(titles, accumulate(titles.values()), strict=True)
        if sum_so_far <= MOST_TITLES
    }
    if not weights:
        return None
    weigh = Case(
        *(When(title_words__word=word, then=Value(weight)) for word, weight in weights.items()),
        output_field=FloatField(),
    )
    topics = Topic.objects.visible_to(actor).filter(title_words__word__in=list(weights))
    return topics.annotate(shared=Count("title_words"), weight=Sum(weigh)).filter(
        weight__gte=ENOUGH * sum(weights.values()), shared__gte=min(2, len(weights) + len(set(words) - titles.keys()))
    )
