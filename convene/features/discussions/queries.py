"""What the pages of discussions show, as rows that cost little."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404

from ...core.communities.models import Community
from ...core.people.models import EVERYONE, MEMBERS, hue_of, initials_of
from .models import Attachment, Follow, Post, Reaction, Reading, Topic

if TYPE_CHECKING:
    from ...core.people.models import Actor

PAGE = 20  # posts or topics on a page
LISTED = (
    "pk", "title", "kind", "excerpt", "post_count", "last_number", "last_post_at", "created_at", "pinned_at", "closed_at",
    "accepted_post_id", "community_id", "author__name", "author__handle", "last_author__name", "last_author__handle",
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
    fields = LISTED
    if actor.is_authenticated:
        topics = topics.annotate(mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)))
        fields = (*LISTED, "mine__upto", "mine__follow")
    return [TopicRow(*row) for row in topics.values_list(*fields)[offset : offset + most]]


class PostRow(NamedTuple):
    """A post on a topic's page."""

    pk: int
    number: int
    html: str
    created_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    is_imported: bool
    reactions: dict[str, int]
    reply_to: int | None
    author_id: int | None
    author: str | None
    handle: str | None
    institution: str | None
    visibility: dict[str, str] | None

    @property
    def initials(self) -> str:
        return initials_of(self.author or "")

    @property
    def hue(self) -> int:
        return hue_of(self.handle or "")

    def institution_for(self, actor: Actor) -> str:
        """The author's institution, where they show it to this reader."""
        level = (self.visibility or {}).get("institution", MEMBERS)
        shown = level == EVERYONE or (level == MEMBERS and actor.is_authenticated) or actor.pk == self.author_id
        return (self.institution or "") if shown else ""


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

    @property
    def new_here(self) -> bool:
        """Whether the first unread post stands further down on this page."""
        return self.first_unread > 0 and (self.first_unread - 1) // PAGE + 1 == self.number and self.first_unread > self.posts[0].number

    @property
    def answer_elsewhere(self) -> bool:
        """Whether the accepted answer stands on a later page."""
        return self.answer is not None and self.answer.number > self.number * PAGE


def find_topic(actor: Actor, slug: str, pk: int) -> Topic:
    """A topic that `actor` may read, with its community; for members with where they stopped and their draft. One query.

    raises: Http404 for what is missing and for what is hidden, alike.
    """
    topics = Topic.objects.visible_to(actor).select_related("community", "author")
    if actor.is_authenticated:
        topics = topics.annotate(
            mine=FilteredRelation("readings", condition=Q(readings__person_id=actor.pk)),
            my_draft=FilteredRelation("drafts", condition=Q(drafts__person_id=actor.pk)),
        ).annotate(mine_upto=F("mine__upto"), mine_follow=F("mine__follow"), draft_body=F("my_draft__body"))
    topic = topics.filter(pk=pk, community__slug=slug).first()
    if topic is None:
        raise Http404
    return topic


def topic_page(actor: Actor, topic: Topic, number: int | None) -> TopicPage:
    """A page of a topic from `find_topic`; without a number, the one where the reader stopped. Two queries at most."""
    upto: int = getattr(topic, "mine_upto", None) or 0
    pages = max((topic.last_number + PAGE - 1) // PAGE, 1)
    if number is None:
        number = (min(upto + 1, topic.last_number) - 1) // PAGE + 1 if upto else 1
    if not 1 <= number <= pages:
        raise Http404
    start = (number - 1) * PAGE
    shown = Q(number__gt=start, number__lte=start + PAGE)
    if number == 1 and topic.accepted_post_id:
        shown |= Q(pk=topic.accepted_post_id)
    posts = post_rows(topic.posts.filter(shown).order_by("number"))
    answer = next((post for post in posts if post.pk == topic.accepted_post_id), None) if number == 1 else None
    reacted = [post.pk for post in posts if post.reactions] if actor.is_authenticated else []
    mine = set(Reaction.objects.filter(person_id=actor.pk, post__in=reacted).values_list("post_id", "kind")) if reacted else set()
    return TopicPage(
        topic=topic,
        posts=[post for post in posts if start < post.number <= start + PAGE],
        answer=answer,
        number=number,
        pages=pages,
        upto=upto,
        follow=getattr(topic, "mine_follow", None) or Follow.NORMAL,
        draft=getattr(topic, "draft_body", None) or "",
        mine=mine,
    )


def post_rows(posts: QuerySet[Post]) -> list[PostRow]:
    """Posts as rows with what is shown of their authors. One query."""
    rows = posts.values_list(
        "pk", "number", "html", "created_at", "edited_at", "hidden_at", "is_imported", "reactions", "reply_to__number",
        "author_id", "author__name", "author__handle", "author__institution", "author__visibility",
    )  # fmt: skip
    return [PostRow(*row) for row in rows]


def community_topics(actor: Actor, community: Community, only: str = "") -> QuerySet[Topic]:
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
        mine = mine.filter(has_written=True) if which == "wrote" else mine.filter(follow__in=(Follow.WATCHING, Follow.TRACKING))
        topics = topics.filter(pk__in=mine.values("topic_id"))
    return topics.order_by("-last_post_at", "-pk")


def files_held(actor: Actor) -> Q:
    """The files that posts hold which `actor` may read."""
    return Q(pk__in=Attachment.objects.filter(post__in=Post.objects.visible_to(actor)).values("file_id"))

