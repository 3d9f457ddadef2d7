"""Posts, how they were worded before, the reactions to them and the files they show."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ....lib.text import excerpt, wording_of
from ....lib.web.addresses import Address
from .topic import Topic

if TYPE_CHECKING:
    from ....core.people.models import Actor, User

_HERE = Address("discussions:post", str, int, int)
REACTIONS = {"heart": _("Like"), "thanks": _("Thank you"), "idea": _("Good idea")}


class PostQuerySet(models.QuerySet["Post"]):
    """Adjectives for posts."""

    def visible_to(self, actor: Actor) -> PostQuerySet:
        """Posts that `actor` may read."""
        return self.filter(topic__in=Topic.objects.visible_to(actor), hidden_at=None)

    def for_cards(self) -> PostQuerySet:
        """With what a line about a post needs."""
        return self.select_related("topic__community")

    def held(self, pk: int) -> Post:
        """A post as it stands now, with its topic; nobody else changes it until the end of the transaction.

        Locked by itself first: PostgreSQL loses a row that is joined to another topic while it waits.
        """
        self.select_for_update().only("pk").get(pk=pk)
        return self.select_related("topic__community").get(pk=pk)


class Post(models.Model):
    """What one person wrote, once."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()  # stable within the topic, from 1; never given twice
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="posts", db_index=False
    )
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

    @property
    def wording(self) -> str:
        """Says which wording of the post somebody began to edit."""
        return wording_of(self.body)

    def get_absolute_url(self) -> str:
        return _HERE(self.topic.community.slug, self.topic_id, self.number)

    @property
    def excerpt(self) -> str:
        """Its first words, for lists."""
        return excerpt(self.html)

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

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reaction_rows", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person", "kind"], name="one_reaction_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.post_id}"


class Attachment(models.Model):
    """A file shown with a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.File", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "file"], name="one_attachment_each")]

    def __str__(self) -> str:
        return f"{self.file_id} on {self.post_id}"
