"""Answers for posts where the search asks: see core/search/kinds/base.py. A post is found, and shown in its topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, F, IntegerField, Q, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...core.communities.models import Visibility
from ...core.search.kinds.base import ANSWERED, WAITS, Found, Line, Seen, Text
from ...core.search.models import Doc
from ...lib.database.prepared import Numbers, Prepared, listed
from ...lib.text import excerpt
from ...lib.ui.jinja import address
from .models import Attachment, Kind, Post, Share, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...core.search.reader import Reader

KEY = "post"
ABOUT = {"discussions.topic", "discussions.post"}
ONE = {"replied", "edited", "post_hidden", "post_restored"}  # change a post
NONE = {  # change nothing by which a post is found, nor what is counted
    "followed", "reacted", "unreacted", "reminded", "pinned", "unpinned", "slowed", "summed_up",
    "summary_removed", "wiki_opened", "wiki_closed", "closed", "archived", "reopened", "marked_duplicate",
    "unmarked_duplicate", "hands_added", "hands_closed", "hands_removed", "voted", "vote_taken_back",
}  # fmt: skip
ALL_OF_IT = 1_000_000  # letters
STATE = Case(
    When(~Q(topic__kind=Kind.QUESTION), then=0), When(topic__accepted_post=None, then=WAITS), default=ANSWERED,
    output_field=IntegerField(),
)  # fmt: skip


class Posts:
    """Answers for posts."""

    one, many = _("Topic"), _("Topics")
    rewords = "discussions.edited", "discussions.retitled"

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """Posts that were written or changed; all of a topic where its title or its state did."""
        about = [(line, line.verb.rpartition(".")[2]) for line in lines if line.subject_kind in ABOUT]
        posts = {line.subject_id for line, verb in about if verb in ONE and line.subject_id}
        topics = {_topic(line) for line, verb in about if verb not in ONE | NONE}
        people = {line.subject_id for line in lines if line.verb == "people.forgotten"}
        people |= {line.facts.get("author") for line in lines if line.verb == "people.claimed"}
        if people:
            theirs = Doc.objects.filter(kind=KEY, author__in=people).values("obj")
            topics |= set(Post.objects.filter(pk__in=theirs).values_list("topic", flat=True))
        posts |= set(Post.objects.filter(topic__in=topics - {None}).values_list("pk", flat=True)) if topics else set()
        brought = {line.community for line in lines if line.verb == "discussions.imported" and line.community}
        return posts.union(*map(_unwritten, brought))

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones."""
        return list(Post.objects.filter(pk__gt=obj).order_by("pk").values_list("pk", flat=True)[:most])

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """What they say; a topic's title is that of its first post, and by it the others are found too.

        What other communities show as well stands in the index for the readers of each.
        """
        shown_by: dict[int, list[int]] = defaultdict(list)
        for topic, community, _pk in _SHARES(posts=listed(objs)):
            shown_by[topic].append(community)
        for pk, number, html, at, author, topic, title, community, visibility, state in _TEXTS(posts=listed(objs)):
            is_first, body = number == 1, excerpt(html, ALL_OF_IT)
            for part, scope in enumerate([community, *shown_by[topic]]):
                yield Text(
                    pk, scope, at, title if is_first else "", body, "" if is_first else title, part, author, state,
                    is_public=part == 0 and visibility == Visibility.PUBLIC,
                )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those that the reader may read, in the topic's own community or through another that shows it."""
        rows = _SEEN(posts=listed(objs))
        seen = {row[0]: Seen._make(row[2:]) for row in rows if row[3] in reader.places}
        if through := {row[2] for row in rows if row[1] and row[3] not in reader.places}:
            topics = set(Topic.objects.visible_to(reader.actor).filter(pk__in=through).values_list("pk", flat=True))
            seen |= {row[0]: Seen._make(row[2:]) for row in rows if row[2] in topics}
        return seen

    def found(self, _reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """The topic, where it is, and the post that fits."""
        return {row[0]: _found(_Row(*row)) for row in _FOUND(posts=listed(objs))}


@lru_cache(maxsize=512)
def _text(html: str) -> str:
    """The words of a post; those that were found lately are found again, on the next page and by the next reader."""
    return excerpt(html, ALL_OF_IT)


class _Row(NamedTuple):
    """What a result needs of a post, in the order of `_FOUND`."""

    pk: int
    number: int
    html: str
    at: datetime
    author: str | None
    topic: int
    title: str
    slug: str
    community: str
    short_name: str
    kind: str
    answer: int | None
    post_count: int
    closed_at: datetime | None

    @property
    def marks(self) -> list[str]:
        if self.kind == "announcement":
            return ["announcement"]
        if self.kind != "question" or (self.closed_at and not self.answer):
            return []
        return ["answered" if self.answer else "unresolved" if self.post_count > 1 else "unanswered"]


def _found(row: _Row) -> Found:
    replies, where = row.post_count - 1, ("discussions:topic", row.slug, row.topic)
    return Found(
        row.title, address(*where) if row.number == 1 else address("discussions:post", row.slug, row.topic, row.number),
        _text(row.html), row.short_name or row.community, address("discussions:community", row.slug), row.author or "",
        row.at, row.marks, ngettext("%(num)s reply", "%(num)s replies", replies) % {"num": replies}, row.slug,
    )  # fmt: skip


def held() -> QuerySet[Attachment, tuple[int, int]]:
    """The files of posts: (file, post)."""
    return Attachment.objects.order_by("pk").annotate(thing=F("post_id")).values_list("file_id", "thing")


def _topic(line: Line) -> int | None:
    """The topic that a line is about, itself or by one of its posts."""
    if line.subject_kind == "discussions.topic":
        return line.subject_id
    return Post.objects.filter(pk=line.subject_id or 0).values_list("topic", flat=True).first()


def _unwritten(community: int) -> set[int]:
    """Posts of a community that the index has not met."""
    here = Post.objects.filter(topic__community=community).order_by().values_list("pk", flat=True)
    return set(here) - set(Doc.objects.filter(kind=KEY, scope=community).values_list("obj", flat=True))


# What `Post.objects.visible_to` says, but for the communities, which the reader brings along; a test compares the two
_SEEN = Prepared(
    lambda posts: Post.objects.filter(
        pk__in=Numbers(posts), hidden_at=None, topic__hidden_at=None
    ).order_by().values_list("pk", "topic__share_count", "topic_id", "topic__community_id", "author_id", STATE),
    posts=str,
)  # fmt: skip
_TEXTS = Prepared(
    lambda posts: Post.objects.filter(
        pk__in=Numbers(posts), hidden_at=None, topic__hidden_at=None
    ).order_by("pk").values_list(
        "pk", "number", "html", "created_at", "author_id", "topic_id", "topic__title", "topic__community_id",
        "topic__community__visibility", STATE,
    ),
    posts=str,
)  # fmt: skip
_SHARES = Prepared(
    lambda posts: Share.objects.filter(topic__posts__in=Numbers(posts), refused_at=None).order_by("pk").distinct()
    .values_list("topic_id", "community_id", "pk"),
    posts=str,
)  # fmt: skip
_FOUND = Prepared(
    lambda posts: Post.objects.filter(pk__in=Numbers(posts)).order_by().values_list(
        "pk", "number", "html", "created_at", "author__name", "topic_id", "topic__title", "topic__community__slug",
        "topic__community__name", "topic__community__short_name", "topic__kind", "topic__accepted_post_id",
        "topic__post_count", "topic__closed_at",
    ),
    posts=str,
)  # fmt: skip
POSTS = Posts()
