"""Answers for posts where the search asks: see core/search/kinds/base.py. A post is found, and shown in its topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, IntegerField, Q, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ...core.search.kinds.base import ANSWERED, WAITS, Found, Line, Seen, Text
from ...core.search.models import Doc
from ...lib.database.prepared import Numbers, Prepared, listed
from ...lib.text import excerpt
from ...lib.ui.jinja import address
from .models import Kind, Post

if TYPE_CHECKING:
    from ...core.search.reader import Reader

KEY = "post"
ABOUT = {"discussions.topic", "discussions.post"}
ONE = {"replied", "edited", "post_hidden", "post_restored"}  # change a post
NONE = {  # change nothing by which a post is found, nor what is counted
    "followed", "reacted", "unreacted", "reminded", "pinned", "unpinned", "slowed", "summed_up",
    "summary_removed", "wiki_opened", "wiki_closed", "closed", "archived", "reopened", "marked_duplicate",
    "unmarked_duplicate", "poll_added", "poll_closed", "poll_removed", "voted", "vote_taken_back",
}  # fmt: skip
ALL_OF_IT = 1_000_000  # letters
STATE = Case(
    When(~Q(topic__kind=Kind.QUESTION), then=0), When(topic__accepted_post=None, then=WAITS), default=ANSWERED,
    output_field=IntegerField(),
)  # fmt: skip


class Posts:
    """Answers for posts."""

    one, many = _("Discussion"), _("Discussions")

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
        """What they say; a topic's title is that of its first post, and by it the others are found too."""
        rows = Post.objects.filter(pk__in=objs, hidden_at=None, topic__hidden_at=None).order_by("pk")
        fields = (
            "pk", "number", "html", "topic__title", "created_at", "topic__community__visibility", "topic__community_id",
            "author_id", STATE,
        )  # fmt: skip
        for pk, number, html, title, at, visibility, community, author, state in rows.values_list(*fields):
            yield Text(
                pk, community, at, title if number == 1 else "", excerpt(html, ALL_OF_IT), "" if number == 1 else title,
                author=author, state=state, is_public=visibility == "public",
            )  # fmt: skip

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those that the reader may read."""
        rows = _SEEN(posts=listed(objs), communities=listed(reader.places))
        return {row[0]: Seen._make(row[1:]) for row in rows}

    def found(self, reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """The topic, where it is, and the post that fits."""
        return {row[0]: _found(reader, _Row(*row)) for row in _FOUND(posts=listed(objs))}


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
    community: int
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


def _found(reader: Reader, row: _Row) -> Found:
    place, replies = reader.places[row.community], row.post_count - 1
    where: list[str | int] = [place.slug, row.topic]
    name = "discussions:topic"
    if row.number > 1:
        name, where = "discussions:post", [*where, row.number]
    return Found(
        row.title, address(name, *where), _text(row.html), str(place),
        address("discussions:community", place.slug), row.author or "", row.at, row.marks,
        ngettext("%(num)s reply", "%(num)s replies", replies) % {"num": replies}, place.slug,
    )  # fmt: skip


def _topic(line: Line) -> int | None:
    """The topic that a line is about, itself or by one of its posts."""
    if line.subject_kind == "discussions.topic":
        return line.subject_id
    return Post.objects.filter(pk=line.subject_id or 0).values_list("topic", flat=True).first()


def _unwritten(community: int) -> set[int]:
    """Posts of a community that the index has not met."""
    here = Post.objects.filter(topic__community=community).order_by().values_list("pk", flat=True)
    return set(here) - set(Doc.objects.filter(kind=KEY, scope=community).values_list("obj", flat=True))


# What `Post.objects.visible_to` says, of a reader whose communities are known; a test compares the two
_SEEN = Prepared(
    lambda posts, communities: Post.objects.filter(
        pk__in=Numbers(posts), hidden_at=None, topic__hidden_at=None, topic__community__in=Numbers(communities)
    ).order_by().values_list("pk", "topic_id", "topic__community_id", "author_id", STATE),
    posts=str, communities=str,
)  # fmt: skip
_FOUND = Prepared(
    lambda posts: Post.objects.filter(pk__in=Numbers(posts)).order_by().values_list(
        "pk", "number", "html", "created_at", "author__name", "topic_id", "topic__title",
        "topic__community_id", "topic__kind", "topic__accepted_post_id", "topic__post_count", "topic__closed_at",
    ),
    posts=str,
)  # fmt: skip
POSTS = Posts()
