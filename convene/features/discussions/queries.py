"""What the pages of discussions show, as rows that cost little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404

from ...core.communities.models import Community
from ...core.people.models import EVERYONE, MEMBERS, hue_of, initials_of
from ...core.people.seen import Seen
from ...lib.database.prepared import Prepared
from .models import Attachment, Follow, Post, Reaction, Reading, Topic

if TYPE_CHECKING:
    from ...core.people.models import Actor

PAGE = 20  # posts or topics on a page
FOLLOWED = (Follow.WATCHING, Follow.TRACKING)
LISTED = (
    "pk", "title", "kind", "excerpt", "post_count", "last_number", "last_post_at", "created_at", "pinned_at",
    "closed_at", "accepted_post_id", "community_id", "author__name", "author__handle", "last_author__name",
    "last_author__handle",
)  # fmt: skip


class TopicRow(NamedTuple):
    """A topic in a list."""

    pk: int
    title: str
    kind: str
    excerpt: str
    post_count: int
    last_number: int
    last_post_at: datetime
    created_at: datetime
    pinned_at: datetime | None
    closed_at: datetime | None
    accepted_post_id: int | None
    community_id: int
    author: str | None
    author_handle: str | None
    last_author: str | None
    last_handle: str | None
    upto: int | None = None
    follow: str | None = None

    @property
    def replies(self) -> int:
        """Posts after the first."""
        return max(self.post_count - 1, 0)

    @property
    def is_question(self) -> bool:
        return self.kind == "question"

    @property
    def initials(self) -> str:
        return initials_of(self.author or "")

    @property
    def hue(self) -> int:
        return hue_of(self.author_handle or "")

    @property
    def marks(self) -> list[str]:
        """Names of the states that the row shows."""
        marks = ["pinned"] if self.pinned_at else []
        if self.is_question and self.accepted_post_id:
            marks.append("answered")
        elif self.is_question and not self.closed_at:
            marks.append("unresolved" if self.replies else "unanswered")
        return [*marks, "closed"] if self.closed_at else marks

    def unread_since(self, caught_up_at: datetime | None) -> int:
        """How many posts are new to the reader; 0 for readers who are not signed in and for muted topics."""
        if caught_up_at is None or self.follow == Follow.MUTED:
            return 0
        if self.upto is None:
            return self.post_count if self.last_post_at > caught_up_at else 0
        return max(self.last_number - self.upto, 0)

    @property
    def as_read(self) -> TopicRow:
        """The row without what is the reader's own: all who have read everything see the same."""
        return self._replace(upto=None, follow=None)


def topic_rows(topics: QuerySet[Topic], actor: Actor, offset: int = 0, most: int = PAGE) -> list[TopicRow]:
    """The rows of a list of topics with, for a member, where they stopped in each. One query."""
    return [TopicRow(*row) for row in _rows(topics, actor)[offset : offset + most]]


def _rows(topics: QuerySet[Topic], actor: Actor) -> QuerySet[Topic, Any]:
    if not actor.is_authenticated:
        return topics.values_list(*LISTED)
    topics = topics.annotate(mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)))
    return topics.values_list(*LISTED, "mine__upto", "mine__follow")


class PostRow(NamedTuple):
    """A post on a topic's page, as one reader sees it."""

    pk: int
    number: int
    html: str
    created_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    is_imported: bool
    reactions: tuple[tuple[str, int], ...]  # kind, how many people
    reply_to: int | None
    author_id: int | None
    author: str | None
    handle: str | None
    institution: str  # where the author shows it to this reader

    @property
    def initials(self) -> str:
        return initials_of(self.author or "")

    @property
    def hue(self) -> int:
        return hue_of(self.handle or "")


@dataclass(slots=True)
class TopicPage:
    """One page of a topic, as one reader sees it."""

    topic: Topic
    posts: list[PostRow]
    answer: PostRow | None  # shown under the question on the first page
    number: int
    pages: int
    upto: int  # the last post read, 0 when signed out or never here
    follow: str
    draft: str
    mine: set[tuple[int, str]]  # (post, kind) of one's own reactions

    @property
    def first_unread(self) -> int:
        """Number of the first post that is new to the reader, or 0."""
        return self.upto + 1 if 0 < self.upto < self.topic.last_number else 0

    def pressed(self, post: PostRow) -> tuple[str, ...]:
        """The kinds of one's own reactions to a post."""
        return tuple(kind for kind, _count in post.reactions if (post.pk, kind) in self.mine)

    @property
    def new_here(self) -> bool:
        """Whether the first unread post stands further down on this page."""
        first = self.first_unread
        return first > 0 and (first - 1) // PAGE + 1 == self.number and first > self.posts[0].number

    @property
    def answer_elsewhere(self) -> bool:
        """Whether the accepted answer stands on a later page."""
        return self.answer is not None and self.answer.number > self.number * PAGE


def find_topic(actor: Actor, slug: str, pk: int) -> Topic:
    """A topic that `actor` may read, with its community, their place in it and their draft; Http404 otherwise."""
    found = _FOUND(actor, pk=pk) if pk <= LARGEST else []
    if not found:
        raise Http404
    row, middle = found[0], len(TOPIC)
    topic = Topic.from_db(None, TOPIC, row[:middle])
    topic.community = Community.from_db(None, COMMUNITY, row[middle : middle + len(COMMUNITY)])
    if topic.community.slug != slug:
        raise Http404
    if actor.is_authenticated:
        topic.mine_upto, topic.mine_follow, topic.draft_body = row[middle + len(COMMUNITY) :]
    return topic


def _found(actor: Actor, pk: int) -> QuerySet[Topic, Any]:
    topics = Topic.objects.visible_to(actor).filter(pk=pk)
    fields = [*TOPIC, *(f"community__{name}" for name in COMMUNITY)]
    if actor.is_authenticated:
        topics = topics.annotate(
            mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)),
            my_draft=FilteredRelation("drafts", condition=Q(drafts__person_id=actor.pk)),
        )
        fields += ["mine__upto", "mine__follow", "my_draft__body"]
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
    posts = [_post_row(actor, row) for row in rows]
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
        follow=getattr(topic, "mine_follow", None) or Follow.NORMAL,
        draft=getattr(topic, "draft_body", None) or "",
        mine=set(_REACTED(person=actor.pk or 0, **shown)) if may_have_reacted else set(),
    )


def _post_row(actor: Actor, row: tuple[Any, ...]) -> PostRow:
    *post, institution, visibility = row
    post[REACTIONS_AT] = tuple(post[REACTIONS_AT].items())
    level = (visibility or {}).get("institution", MEMBERS)
    shown = level == EVERYONE or (level == MEMBERS and actor.is_authenticated) or actor.pk == post[AUTHOR_AT]
    return PostRow._make([*post, (institution or "") if shown else ""])


def _posts(shown: Q) -> QuerySet[Post, Any]:
    return Post.objects.filter(shown).order_by("number").values_list(
        "pk", "number", "html", "created_at", "edited_at", "hidden_at", "is_imported", "reactions", "reply_to__number",
        "author_id", "author__name", "author__handle", "author__institution", "author__visibility",
    )  # fmt: skip


LARGEST = 2**63 - 1
TOPIC = [field.attname for field in Topic._meta.concrete_fields]
COMMUNITY = ["id", "slug", "name", "short_name", "line", "state", "visibility", "join_policy"]
REACTIONS_AT, AUTHOR_AT = PostRow._fields.index("reactions"), PostRow._fields.index("author_id")
_FOUND = Seen(_found, pk=int)
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


def community_page(actor: Actor, community: Community, only: str, number: int) -> list[TopicRow]:
    """A page of a community's list, and one row more when there are further ones. One query."""
    return [TopicRow(*row) for row in _listed(only, number)(actor, community=community.pk)]


@lru_cache(maxsize=64)
def _listed(only: str, number: int) -> Seen:
    def build(actor: Actor, community: int) -> QuerySet[Topic, Any]:
        return _rows(community_topics(actor, community, only), actor)[(number - 1) * PAGE : number * PAGE + 1]

    return Seen(build, community=int)


def community_topics(actor: Actor, community: Community | int, only: str = "") -> QuerySet[Topic]:
    """The topics of a community's list; `only` is "", "unanswered" or "unresolved" (then the oldest wait first)."""
    topics = Topic.objects.visible_to(actor).filter(community=community)
    if only == "unanswered":
        return topics.unanswered().order_by("created_at")
    if only == "unresolved":
        return topics.unresolved().order_by("created_at")
    return topics.freshest_first()


def followed_topics(person: Actor, which: str) -> QuerySet[Topic]:
    """A person's own topics: those they "started", "wrote" in or "follow"."""
    topics = Topic.objects.visible_to(person)
    if which == "started":
        topics = topics.filter(author_id=person.pk)
    else:
        mine = Reading.objects.filter(person_id=person.pk)
        mine = mine.filter(has_written=True) if which == "wrote" else mine.filter(follow__in=FOLLOWED)
        topics = topics.filter(pk__in=mine.values("topic_id"))
    return topics.order_by("-last_post_at", "-pk")


def files_held(actor: Actor) -> Q:
    """The files that posts hold which `actor` may read."""
    return Q(pk__in=Attachment.objects.filter(post__in=Post.objects.visible_to(actor)).values("file_id"))

