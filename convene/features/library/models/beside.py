"""What lies beside each other: a topic and what the library has on it, and resources that are alike; made by time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from ....lib.text.telling import LONGEST
from ...discussions.models import Topic
from .resource import Resource

if TYPE_CHECKING:
    from ....core.people.models import Actor


class Why(models.IntegerChoices):
    """Why two things lie beside each other, the surest first."""

    MADE = 1, "made of it"
    ABOUT = 2, "the topic about it"
    MENTIONED = 3, "mentioned"
    WORDS = 4, "the same words"
    SENSE = 5, "close in meaning"


class BesideQuerySet(models.QuerySet["Beside"]):
    """Adjectives for what lies beside topics."""

    def visible_to(self, actor: Actor) -> BesideQuerySet:
        """Resources that the library lists for `actor`; whether they may read the topic is asked of the topic."""
        return self.filter(resource__in=Resource.objects.on_shelf(actor))


class Beside(models.Model):
    """A resource that fits a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    why = models.PositiveSmallIntegerField(choices=Why.choices)
    words = models.CharField(max_length=120, blank=True)  # that both say
    worth = models.FloatField(default=0)  # among those of the same reason

    objects: ClassVar[models.Manager[Beside]] = BesideQuerySet.as_manager()

    class Meta:
        ordering = ["why", "-worth", "-resource"]
        constraints = [models.UniqueConstraint(fields=["topic", "resource"], name="beside_once")]

    def __str__(self) -> str:
        return f"{self.resource_id} beside {self.topic_id}"


class Alike(models.Model):
    """A resource that is about the same as another."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="alike", db_index=False)
    other = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    why = models.PositiveSmallIntegerField(choices=Why.choices)
    words = models.CharField(max_length=120, blank=True)
    worth = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "other"], name="alike_once")]

    def __str__(self) -> str:
        return f"{self.other_id} like {self.resource_id}"


class Telling(models.Model):
    """A telling word of a resource on the shelf, by which topics find it."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="telling")
    word = models.CharField(max_length=LONGEST)
    share = models.FloatField(default=0)  # of the words of its title; 0 where only a term of it says so

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "resource"], name="a_word_once_a_resource")]

    def __str__(self) -> str:
        return f"{self.word} in {self.resource_id}"
