"""Topics: a title, and what lists need to know of its posts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ....core.communities.models import Community
from ....lib.web.addresses import Address
from .. import rules
from .share import Share

if TYPE_CHECKING:
    from ....core.people.models import Actor


class Kind(models.TextChoices):
    """What a topic is."""

    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")
    ANNOUNCEMENT = "announcement", _("Announcement")


_HERE = Address("discussions:topic", str, int)
IS_PINNED = IsNull(models.F("pinned_at"), False)
NEWEST = models.F("last_post_at").desc(), models.F("id").desc()
SLOW = {0: _("As often as they like"), 5: _("Every 5 minutes"), 15: _("Every 15 minutes"), 60: _("Every hour"),
        240: _("Every 4 hours"), 1440: _("Once a day")}  # fmt: skip
ANNOUNCEMENTS, MONTH = 4, timedelta(days=30)  # a community's leaders reach all its members so often in so long
OPEN_QUESTION = {"kind": "question", "accepted_post": None, "closed_at": None, "hidden_at": None}


class TopicQuerySet(models.QuerySet["Topic"]):
    """Adjectives for topics."""

    def visible_to(self, actor: Actor) -> TopicQuerySet:
        """Topics that `actor` may read."""
        return self.filter(rules.visible(actor, Exists(Share.objects.reaching(actor).filter(topic=OuterRef("pk")))))

    def visible_at_home_to(self, actor: Actor) -> TopicQuerySet:
        """The same without those that only another community shows them: all, of most people."""
        return self.filter(rules.visible_at_home(actor))

    def shown(self) -> TopicQuerySet:
        """Topics that whoever may read their community sees."""
        return self.filter(rules.shown())

    def guests_of(self, community: int) -> TopicQuerySet:
        """Topics of other communities that this one shows as well."""
        return self.filter(pk__in=Share.objects.in_force().filter(community=community).values("topic"))

    def taken_down(self) -> TopicQuerySet:
        """Topics that only those who keep order see, the last taken down first."""
        joined_to_another = models.Q(moved_count__gt=0, post_count=0)
        return self.exclude(hidden_at=None).exclude(joined_to_another).order_by("-hidden_at")

    def current(self) -> TopicQuerySet:
        """Topics that are not in the archive."""
        return self.filter(archived_at=None)

    def archived(self) -> TopicQuerySet:
        """Topics in the archive, the last put there first."""
        return self.filter(archived_at__isnull=False).order_by("-archived_at", "-pk")

    def unanswered(self) -> TopicQuerySet:
        """Open questions with no reply yet."""
        return self.unresolved().filter(post_count=1)

    def unresolved(self) -> TopicQuerySet:
        """Open questions without an accepted answer."""
        return self.filter(kind=Kind.QUESTION, accepted_post=None, closed_at=None)

    def welcoming(self, community: Community) -> TopicQuerySet:
        """The open topic in which the community's newcomers say hello, when there is one."""
        return self.filter(pk=community.welcome_topic or 0, community=community, closed_at=None)

    def next_announcement_at(self, community: Community) -> datetime | None:
        """When the community may make its next announcement; None when it may now."""
        made = self.filter(community=community, kind=Kind.ANNOUNCEMENT, created_at__gt=timezone.now() - MONTH)
        latest = list(made.order_by("-created_at").values_list("created_at", flat=True)[:ANNOUNCEMENTS])
        return latest[-1] + MONTH if len(latest) == ANNOUNCEMENTS else None

    def for_cards(self) -> TopicQuerySet:
        """With what a line about a topic needs."""
        return self.select_related("community")

    def freshest_first(self) -> TopicQuerySet:
        """Pinned ones on top, then by the last post."""
        return self.order_by(IS_PINNED.desc(), "-last_post_at", "-pk")


class Topic(models.Model):
    """A title and its posts; the first post is the topic's text."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="topics", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="topics", db_index=False
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    title = models.CharField(_("title"), max_length=200)
    excerpt = models.CharField(max_length=240, blank=True)  # of the first post, for lists
    created_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    last_number = models.PositiveIntegerField(default=0)  # highest post number ever given
    post_count = models.PositiveIntegerField(default=0)  # posts that are not hidden
    people_count = models.PositiveIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    accepted_post = models.ForeignKey("Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)  # closed then, and out of lists of what is new
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="duplicates", db_index=False
    )
    marked_at = models.DateTimeField(null=True, blank=True)  # as a duplicate; closed in that moment if it was open
    hidden_at = models.DateTimeField(null=True, blank=True)
    hands_count = models.PositiveSmallIntegerField(default=0)  # of the shows of hands in its posts
    asked_count = models.PositiveSmallIntegerField(default=0)  # what members are asked from here now; see note_asked
    moved_count = models.PositiveIntegerField(default=0)  # posts that stood here once and stand elsewhere now
    wiki_at = models.DateTimeField(null=True, blank=True)  # since when any member may edit the first post
    slow_minutes = models.PositiveSmallIntegerField(default=0)  # between two posts of one person; 0 is no limit
    share_count = models.PositiveSmallIntegerField(default=0)  # other communities that it is shared with
    summary = models.ForeignKey("Summary", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    beside = models.JSONField(default=list)  # communities whose readers find something beside it; 0 is all its readers
    version = models.PositiveIntegerField(default=1)  # grows with every change that a reader could see

    objects = TopicQuerySet.as_manager()
    mine_upto: int | None  # of the topic of a page alone: where its reader stopped, how they follow it, what they began
    mine_gaps: int | None
    mine_follow: str | None
    draft_body: str | None
    draft_version: int | None
    draft_other: str | None
    mine_bookmarked: str | None

    class Meta:
        indexes = [
            models.Index(fields=["community", "-last_post_at"]),
            models.Index("community", IS_PINNED.desc(), *NEWEST, name="community_list"),
            models.Index(fields=["-last_post_at"]),
            models.Index(fields=["author", "-last_post_at"]),
            models.Index(
                fields=["community", "-hidden_at"], condition=models.Q(hidden_at__isnull=False), name="taken_down"
            ),
            models.Index(
                fields=["community", "-archived_at"], condition=models.Q(archived_at__isnull=False), name="archived"
            ),
            models.Index(fields=["duplicate_of"], condition=models.Q(duplicate_of__isnull=False), name="duplicates"),
            models.Index(
                fields=["community", "created_at"], condition=models.Q(kind="announcement"), name="announcements"
            ),
            models.Index(
                fields=["community", "created_at"], condition=models.Q(**OPEN_QUESTION), name="unresolved_questions"
            ),
            models.Index(
                fields=["community", "created_at"],
                condition=models.Q(**OPEN_QUESTION, post_count=1),
                name="unanswered_questions",
            ),
            models.Index(
                fields=["accepted_post", "created_at"],  # else SQLite takes the index of accepted posts instead
                condition=models.Q(**OPEN_QUESTION, post_count=1, share_count__gt=0),
                name="unanswered_shared",
            ),
            models.Index(
                fields=["accepted_post", "created_at"],
                condition=models.Q(**OPEN_QUESTION, share_count__gt=0),
                name="unresolved_shared",
            ),
            models.Index(
                fields=["-archived_at"],
                condition=models.Q(archived_at__isnull=False, share_count__gt=0),
                name="archived_shared",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return _HERE(self.community.slug, self.pk)

    @property
    def group(self) -> str:
        """What notifications about this topic are grouped under; also its live channel."""
        return f"discussions.topic:{self.pk}"

    def lies_beside(self, actor: Actor) -> bool:
        """Whether something lies beside it for `actor`. Costs no query for the viewer of a page."""
        return bool(self.beside) and rules.finds_beside(actor, self.beside)

    @cached_property
    def shares_in_force(self) -> list[Share]:
        """The other communities that show it, in the order in which they came; asks only where it is shared."""
        if not self.share_count:
            return []
        return list(self.shares.in_force().select_related("community").order_by("pk"))

    @property
    def places(self) -> list[Community]:
        """Its own community, and the others that show it."""
        return [self.community, *(share.community for share in self.shares_in_force)]

    @property
    def bookmarks(self) -> frozenset[int]:
        """The posts that the reader of its page keeps."""
        kept = getattr(self, "mine_bookmarked", None)
        return frozenset(map(int, kept.split(","))) if kept else frozenset()

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def is_announcement(self) -> bool:
        return self.kind == Kind.ANNOUNCEMENT

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def closed_by_mark(self) -> bool:
        """Whether it is closed only because it was marked as a duplicate."""
        return bool(self.duplicate_of_id) and self.closed_at == self.marked_at

    def may_post_again_at(self, person: Actor) -> datetime | None:
        """When slow mode lets the person post here again; None when it does now. Asks only where it is slow."""
        if not self.slow_minutes:
            return None
        last = self.posts.filter(author_id=person.pk).aggregate(last=models.Max("created_at"))["last"]
        again = last + timedelta(minutes=self.slow_minutes) if last else None
        return again if again and again > timezone.now() else None
