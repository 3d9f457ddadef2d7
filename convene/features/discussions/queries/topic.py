"""What a topic's page shows, as rows that cost little."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404

from ....core.communities.models import Community
from ....core.people.models import EVERYONE, MEMBERS
from ....core.people.seen import Seen
from ....lib.database.prepared import Prepared
from ..models import Attachment, Follow, Post, Reaction, Topic

if TYPE_CHECKING:
    from ....core.people.models import Actor

PAGE = 20  # posts or topics on a page


class PostRow(NamedTuple):
    """A post on a topic's page, as one reader sees it."""

    pk: int
    number: int
    html: str
    created_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    is_imported: bool
    reactions: dict[str, int]  # kind, how many people
    reply_to: int | None
    author_id: int | None
    author: str | None
    handle: str | None
    institution: str  # where the author shows it to this reader


@dataclass(slots=True)
class TopicPage:
    """One page of a topic, as one reader sees it."""

    topic: Topic
    posts: list[PostRow]
    answer: PostRow | None  # shown under the question on the first page
    number: int
    pages: int
    upto: int  # the last post read, 0 when signed out or never here
    gaps: int  # numbers after it whose posts stand in another topic now
    follow: str
    draft: str
    mine: set[tuple[int, str]]  # (post, kind) of one's own reactions

    @property
    def first_unread(self) -> int:
        """Number of the first post that is new to the reader, or 0."""
        if not self.unread:
            return 0
        first = self.upto + 1
        if not self.gaps or (first - 1) // PAGE + 1 != self.number:
            return first
        return next((post.number for post in self.posts if post.number >= first), first)

    @property
    def unread(self) -> int:
        """How many posts are new to a reader who was here before."""
        return max(self.topic.last_number - self.upto - self.gaps, 0) if self.upto else 0

    @property
    def new_here(self) -> bool:
        """Whether the first unread post stands further down on this page."""
        first = self.first_unread
        return first > 0 and (first - 1) // PAGE + 1 == self.number and any(post.number < first for post in self.posts)

    def runs(self, ends: Container[int], starts: Container[int] = ()) -> list[list[PostRow]]:
        """The posts, parted where something stands between: after the first and those in `ends`, before new ones.

        ends: keys of posts; starts: numbers of posts that something stands before.
        """
        runs: list[list[PostRow]] = [[]]
        unread = self.first_unread
        for post in self.posts:
            is_after = runs[-1] and (runs[-1][-1].number == 1 or runs[-1][-1].pk in ends)
            if is_after or post.number == unread or post.number in starts:
                runs.append([])
            runs[-1].append(post)
        return [run for run in runs if run]

    @property
    def answer_elsewhere(self) -> bool:
        """Whether the accepted answer stands on a later page."""
        return self.answer is not None and self.answer.number > self.number * PAGE


def find_topic(actor: Actor, slug: str, pk: int) -> Topic:
    """A topic that `actor` may read, with its community, their place in it and their draft; Http404 otherwise."""
    found = (_AT_HOME(actor, pk=pk) or _ANYWHERE(actor, pk=pk)) if pk <= LARGEST else []
    if not found:
        raise Http404
    row, middle = found[0], len(TOPIC)
    topic = Topic.from_db(None, TOPIC, row[:middle])
    topic.community = Community.from_db(None, frozenset(COMMUNITY), row[middle : middle + len(COMMUNITY)])
    if topic.community.slug != slug:
        raise Http404
    if actor.is_authenticated:
        mine = row[middle + len(COMMUNITY) :]
        topic.mine_upto, topic.mine_gaps, topic.mine_follow, topic.mine_bookmarked, *begun = mine
        topic.draft_body, topic.draft_version, topic.draft_other = begun
    return topic


def _found(actor: Actor, topics: QuerySet[Topic]) -> QuerySet[Topic, Any]:
    fields = [*TOPIC, *(f"community__{name}" for name in COMMUNITY)]
    if actor.is_authenticated:
        topics = topics.annotate(
            mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)),
            my_draft=FilteredRelation("drafts", condition=Q(drafts__person_id=actor.pk)),
        )
        fields += [f"mine__{name}" for name in ("upto", "gaps", "follow", "bookmarked")]
        fields += [f"my_draft__{name}" for name in ("body", "version", "other")]
    return topics.values_list(*fields)


def topic_page(actor: Actor, topic: Topic, number: int | None) -> TopicPage:
    """A page of a topic from `find_topic`; without a number, the one where the reader stopped. Two queries at most."""
    upto: int = getattr(topic, "mine_upto", None) or 0
    pages = max((topic.last_number + PAGE - 1) // PAGE, 1)
    if number is None:
        number = (min(upto + 1, topic.last_number) - 1) // PAGE + 1 if upto else 1
    if not 1 <= number <= pages:
        raise Http404
    shown = {"topic": topic.pk, "after": (number - 1) * PAGE, "upto": number * PAGE}
    if number == 1 and topic.accepted_post_id:
        rows = _POSTS_AND_ANSWER(**shown, answer=topic.accepted_post_id)
    else:
        rows = _POSTS(**shown)
    reader = actor.pk if actor.is_authenticated else None
    posts = [_post_row(reader, row) for row in rows]
    answer = next((post for post in posts if post.pk == topic.accepted_post_id), None) if number == 1 else None
    posts = posts[:PAGE] if answer and answer.number > PAGE else posts
    may_have_reacted = actor.is_authenticated and any(post.reactions for post in posts)
    return TopicPage(
        topic=topic,
        posts=posts,
        answer=answer,
        number=number,
        pages=pages,
        upto=upto,
        gaps=getattr(topic, "mine_gaps", None) or 0,
        follow=getattr(topic, "mine_follow", None) or Follow.NORMAL,
        draft=getattr(topic, "draft_body", None) or "",
        mine=set(_REACTED(person=actor.pk or 0, **shown)) if may_have_reacted else set(),
    )


def _post_row(reader: int | None, row: tuple[Any, ...]) -> PostRow:
    *post, institution, visibility = row
    level = (visibility or {}).get("institution", MEMBERS)
    shown = level == EVERYONE or (reader and (level == MEMBERS or reader == post[AUTHOR_AT]))
    return PostRow._make([*post, (institution or "") if shown else ""])


def _posts(shown: Q) -> QuerySet[Post, Any]:
    return Post.objects.filter(shown).order_by("number").values_list(
        "pk", "number", "html", "created_at", "edited_at", "hidden_at", "is_imported", "reactions", "reply_to__number",
        "author_id", "author__name", "author__handle", "author__institution", "author__visibility",
    )  # fmt: skip


LARGEST = 2**63 - 1
TOPIC = [field.attname for field in Topic._meta.concrete_fields]
SHOWN = {"id", "slug", "name", "short_name", "line", "state", "join_policy", "visibility"}
COMMUNITY = [field.attname for field in Community._meta.concrete_fields if field.attname in SHOWN]  # in their order
AUTHOR_AT = PostRow._fields.index("author_id")
_AT_HOME = Seen(lambda actor, pk: _found(actor, Topic.objects.visible_at_home_to(actor).filter(pk=pk)), pk=int)
_ANYWHERE = Seen(lambda actor, pk: _found(actor, Topic.objects.visible_to(actor).filter(pk=pk)), pk=int)
_POSTS = Prepared(
    lambda topic, after, upto: _posts(Q(topic=topic, number__gt=after, number__lte=upto)),
    topic=int, after=int, upto=int,
)  # fmt: skip
_POSTS_AND_ANSWER = Prepared(
    lambda topic, after, upto, answer: _posts(
        Q(topic=topic) & (Q(number__gt=after, number__lte=upto) | Q(pk=answer))
    ),
    topic=int, after=int, upto=int, answer=int,
)  # fmt: skip
_REACTED = Prepared(
    lambda person, topic, after, upto: Reaction.objects.filter(
        person=person, post__topic=topic, post__number__gt=after, post__number__lte=upto
    ).values_list("post_id", "kind"),
    person=int, topic=int, after=int, upto=int,
)  # fmt: skip


def files_held(actor: Actor) -> Q:
    """The files that posts hold which `actor` may read."""
    return Q(pk__in=Attachment.objects.filter(post__in=Post.objects.visible_to(actor)).values("file_id"))
