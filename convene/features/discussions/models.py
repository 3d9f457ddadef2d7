"""Topics, posts and where each reader stopped."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.communities.models import Community
from . import rules

if TYPE_CHECKING:
    from ...core.people.models import Actor, User


class Kind(models.TextChoices):
    """What a topic is."""

    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")


class Follow(models.TextChoices):
    """How closely a person follows a topic."""

    WATCHING = "watching", _("Watching")  # told about every post
    TRACKING = "tracking", _("Tracking")  # sees the number of unread posts
    NORMAL = "normal", _("Normal")  # told when mentioned or answered
    MUTED = "muted", _("Muted")  # never told, out of lists of new things


IS_PINNED = IsNull(models.F("pinned_at"), False)
NEWEST = models.F("last_post_at").desc(), models.F("id").desc()
OPEN_QUESTION = {"kind": "question", "accepted_post": None, "closed_at": None, "hidden_at": None}
REACTIONS = {"heart": _("Like"), "thanks": _("Thank you"), "idea": _("Good idea")}


class TopicQuerySet(models.QuerySet["Topic"]):
    """Adjectives for topics."""

    def visible_to(self, actor: Actor) -> TopicQuerySet:
        """Topics that `actor` may read."""
        return self.filter(rules.visible(actor))

    def unanswered(self) -> TopicQuerySet:
        """Open questions with no reply yet."""
        return self.filter(kind=Kind.QUESTION, post_count=1, closed_at=None)

    def unresolved(self) -> TopicQuerySet:
        """Open questions without an accepted answer."""
        return self.filter(kind=Kind.QUESTION, accepted_post=None, closed_at=None)

    def for_cards(self) -> TopicQuerySet:
        """With what a line about a topic needs."""
        return self.select_related("community")

    def freshest_first(self) -> TopicQuerySet:
        """Pinned ones on top, then by the last post."""
        return self.order_by(IS_PINNED.desc(), "-last_post_at", "-pk")


class Topic(models.Model):
    """A title and its posts; the first post is the topic's text."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="topics")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="topics")
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
    hidden_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with every change that a reader could see

    objects = TopicQuerySet.as_manager()
    mine_upto: int | None  # of the topic of a page alone: where its reader stopped, how they follow it, what they began
    mine_follow: str | None
    draft_body: str | None

    class Meta:
        indexes = [
            models.Index(fields=["community", "-last_post_at"]),
            models.Index("community", IS_PINNED.desc(), *NEWEST, name="community_list"),
            models.Index(fields=["-last_post_at"]), models.Index(fields=["author", "-last_post_at"]),
            models.Index(
                fields=["community", "created_at"], condition=models.Q(**OPEN_QUESTION), name="unresolved_questions"
            ),
            models.Index(
                fields=["community", "created_at"],
                condition=models.Q(**OPEN_QUESTION, post_count=1),
                name="unanswered_questions",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:topic", args=[self.community.slug, self.pk])

    @property
    def group(self) -> str:
        """What notifications about this topic are grouped under; also its live channel."""
        return f"discussions.topic:{self.pk}"

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class PostQuerySet(models.QuerySet["Post"]):
    """Adjectives for posts."""

    def visible_to(self, actor: Actor) -> PostQuerySet:
        """Posts that `actor` may read."""
        return self.filter(topic__in=Topic.objects.visible_to(actor), hidden_at=None)

    def for_cards(self) -> PostQuerySet:
        """With what a line about a post needs."""
        return self.select_related("topic__community")


class Post(models.Model):
    """What one person wrote, once."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()  # stable within the topic, from 1; never given twice
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts")
    body = models.TextField()  # Markdown as written
    html = models.TextField()  # cooked when written
    cooked_with = models.PositiveSmallIntegerField(default=0)  # version of the renderer
    reply_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # sent by the writer: no post is made twice
    reactions = models.JSONField(default=dict, blank=True)  # kind -> how many people
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    is_imported = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_post_a_number")]
        indexes = [models.Index(fields=["author", "-created_at"]), models.Index(fields=["-created_at"])]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("discussions:post", args=[self.topic.community.slug, self.topic_id, self.number])

    @classmethod
    def people_merged(cls, person: User) -> None:
        """Two authors turned out to be one: count the people of their topics again."""
        authors = cls.objects.filter(topic=models.OuterRef("pk")).order_by().values("topic")
        count = authors.annotate(people=models.Count("author", distinct=True)).values("people")
        Topic.objects.filter(pk__in=cls.objects.filter(author=person).values("topic")).update(
            people_count=models.Subquery(count), version=models.F("version") + 1
        )


class Revision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()  # when this wording was written
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_id} before {self.replaced_at:%Y-%m-%d}"


class Reaction(models.Model):
    """One person's reaction to a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reaction_rows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person", "kind"], name="one_reaction_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.post_id}"


class Reading(models.Model):
    """Where a person stopped in a topic, and how closely they follow it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings")
    upto = models.PositiveIntegerField(default=0)  # number of the last post read
    follow = models.CharField(max_length=12, choices=Follow.choices, default=Follow.NORMAL)
    has_written = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_reading_each")]
        indexes = [models.Index(fields=["topic", "follow"])]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.topic_id} up to {self.upto}"


class Draft(models.Model):
    """What a person is writing: a reply to a topic, or a new topic in a community."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "community", "topic"], name="one_draft_a_topic"),
            models.UniqueConstraint(
                fields=["person", "community"], condition=models.Q(topic=None), name="one_draft_of_a_new_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.person_id}"


class Attachment(models.Model):
    """A file shown with a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.File", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "file"], name="one_attachment_each")]

    def __str__(self) -> str:
        return f"{self.file_id} on {self.post_id}"


class MailId(models.Model):
    """How a mail is known: by Message-ID or fingerprint. Without `post`, others refer to it and it has not come yet."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)  # see archives/mails.py
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mail_ids")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="mail_ids")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="one_place_a_mail")]

    def __str__(self) -> str:
        return f"mail of {self.post_id}"


class MailHeader(models.Model):
    """What an imported post's place in a topic was found by, so that it can be found anew when more mail comes."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="mail")
    key = models.BinaryField(max_length=16)
    references = models.BinaryField(blank=True)  # digests of 16 bytes, from the oldest to the parent
    subject = models.BinaryField(max_length=16, null=True)  # of community and subject
    follows = models.BinaryField(max_length=16, null=True)  # key of the mail that it is joined to by subject alone
    author = models.BinaryField(max_length=16)
    is_reply = models.BooleanField(default=False)
    has_parent = models.BooleanField(default=False)  # whether a mail that it refers to is here
    written_at = models.DateTimeField(null=True)  # None when it does not say
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="mail_by_subject")]

    def __str__(self) -> str:
        return f"header of {self.post_id}"
