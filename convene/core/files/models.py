"""A file that somebody brought in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from ...lib.text.writing import escaped
from . import rules
from .texts import Reading, sentence

if TYPE_CHECKING:
    from datetime import datetime

    from ..people.models import Actor

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
SHOWN_IN_PLACE = PICTURES | {"application/pdf"}
PRIVATE = rules.PRIVATE
SHOWN_WIDTH = 1600  # pixels at which a picture stands in a text


def new_key() -> str:
    """A name that nobody can guess: 96 bits."""
    return secrets.token_urlsafe(12)


def place(file: File, _name: str) -> str:
    """Where the bytes lie: under the key, never under a name that somebody chose."""
    return f"{file.key[:2]}/{file.key}/whole"


def rendition_place(file: File, width: str) -> str:
    """Where a smaller picture lies."""
    return f"{file.key[:2]}/{file.key}/w{width}"


class FileQuerySet(models.QuerySet["File"]):
    """Adjectives for files."""

    def visible_to(self, actor: Actor) -> FileQuerySet:
        """Files that `actor` may open."""
        return self.filter(rules.visible(actor))

    def attached(self) -> FileQuerySet:
        """Files that something holds."""
        return self.exclude(attached_at=None)

    def held_by_nothing(self) -> FileQuerySet:
        """Files that no row refers to, whichever table it stands in: never used, or what held them is gone.

        What was read in a file does not hold it.
        """
        holders = [one for one in File._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel)]
        holders = [one for one in holders if one.related_model is not Page]
        rows = [one.related_model._base_manager.filter(**{one.field.name: OuterRef("pk")}) for one in holders]
        return self.filter(*(~Exists(those) for those in rows))

    def adrift(self, before: datetime) -> FileQuerySet:
        """Files from before that time which nothing ever held."""
        return self.filter(attached_at=None, created_at__lt=before)


class File(models.Model):
    """A file as it is kept.

    Pictures are drawn anew and carry no metadata at all. Films forget where and when they were taken, photos inside a
    PDF, an office document or an archive where. All else, the author's name in an office document among it, is byte
    for byte as it was given.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="files")
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes as kept
    sha256 = models.CharField(max_length=64)  # of the bytes as kept
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    content = models.FileField(upload_to=place, max_length=120)
    renditions = models.JSONField(default=dict)  # width in pixels, as text -> place; of a PDF, its first page
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NONE, blank=True)  # of its text
    page_count = models.PositiveIntegerField(null=True)  # pages or slides, where it has any of its own
    purpose = models.CharField(max_length=20, default="post")  # post, mail, or PRIVATE
    created_at = models.DateTimeField(default=timezone.now)
    attached_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[File]] = FileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "created_at"]),
            models.Index(fields=["created_at"], condition=models.Q(attached_at=None), name="files_adrift"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.key, self.name])

    @property
    def is_picture(self) -> bool:
        """Whether it is shown as a picture."""
        return self.content_type in PICTURES

    @property
    def is_shown_in_place(self) -> bool:
        """Whether a browser may show it itself instead of saving it."""
        return self.content_type in SHOWN_IN_PLACE

    @property
    def markdown(self) -> str:
        """What shows the picture in a text, or links to any other file, by its name."""
        if self.is_picture:
            return f"![{escaped(self.name.rpartition('.')[0])}]({self.url_at(SHOWN_WIDTH)})"
        return f"[{escaped(self.name)}]({self.get_absolute_url()})"

    @property
    def reading_note(self) -> str:
        """What a person should know of its text, in a sentence; empty when all is well or there is none."""
        return sentence(self.reading, self.page_count)

    def preview_at(self, width: int) -> str:
        """Address of a picture of it, no wider than so many pixels if there is one; empty when there is none."""
        return self.url_at(width) if self.is_picture or str(width) in self.renditions else ""

    def url_at(self, width: int) -> str:
        """Address of the picture made no wider than so many pixels; of the whole file when it is small enough."""
        if str(width) not in self.renditions:
            return self.get_absolute_url()
        return reverse("files:sized", args=[self.key, width, self.name])


class Page(models.Model):
    """The text of a page of a file; of one without pages of its own, of a stretch of it."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()  # from 1
    name = models.CharField(max_length=120, blank=True)  # of the sheet or the chapter that it belongs to
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_text_a_page")]

    def __str__(self) -> str:
        return f"{self.file_id}, page {self.number}"
