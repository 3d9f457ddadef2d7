"""Work for later and mail to send: rows that somebody claims for a while, and that outlive whoever claimed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

WAITING_JOB = Q(done_at=None, parked_at=None)
WAITING_LETTER = Q(sent_at=None, failed_at=None)


class JobQuerySet(models.QuerySet["Job"]):
    """Adjectives for jobs."""

    def waiting(self) -> JobQuerySet:
        """Neither done nor parked."""
        return self.filter(WAITING_JOB)

    def parked(self) -> JobQuerySet:
        """Given up after too many attempts; somebody has to look."""
        return self.exclude(parked_at=None)

    def due(self, now: datetime) -> JobQuerySet:
        """Waiting, ready to be claimed, in the order in which they are claimed."""
        ready = self.waiting().filter(Q(claimed_until=None) | Q(claimed_until__lt=now), next_at__lte=now)
        return ready.order_by("-priority", "next_at", "pk")


class Job(models.Model):
    """A task to run, possibly later, at least once."""

    task = models.CharField(max_length=200)  # dotted path of the task
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True, null=True)  # the same work is enqueued once
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)  # -100 to 100, the highest first
    next_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)  # the last attempt
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    last_error = models.TextField(blank=True)  # path of the exception, then its traceback
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Job]] = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("priority").desc(), "next_at", "id", condition=WAITING_JOB, name="jobs_waiting"),
            models.Index(fields=["claimed_by"], condition=WAITING_JOB & ~Q(claimed_by=""), name="jobs_claimed"),
            models.Index(fields=["done_at"], condition=~Q(done_at=None), name="jobs_done"),
            models.Index(fields=["parked_at"], condition=~Q(parked_at=None), name="jobs_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.pk})"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Adjectives for letters."""

    def waiting(self) -> LetterQuerySet:
        """Neither sent nor failed."""
        return self.filter(WAITING_LETTER)

    def failed(self) -> LetterQuerySet:
        """Refused for good, or given up."""
        return self.exclude(failed_at=None)

    def due(self, now: datetime) -> LetterQuerySet:
        """Waiting, ready to be claimed, oldest first, and never before an older one of the same thread."""
        same = {name: models.OuterRef(name) for name in ("recipient", "thread")}
        older = Letter.objects.filter(WAITING_LETTER, pk__lt=models.OuterRef("pk"), **same)
        ready = self.waiting().filter(Q(claimed_until=None) | Q(claimed_until__lt=now), next_at__lte=now)
        return ready.filter(Q(thread="") | ~models.Exists(older)).order_by("next_at", "pk")


class Letter(models.Model):
    """A mail to one person, whole as it will be sent."""

    sender = models.CharField(max_length=320)  # address on the envelope
    recipient = models.CharField(max_length=320)  # address on the envelope
    subject = models.CharField(max_length=300)
    message = models.BinaryField()  # RFC 5322, lines ended by CR LF
    key = models.CharField(max_length=200, unique=True, null=True)  # the same letter is kept once
    thread = models.CharField(max_length=200, blank=True)  # letters of a thread reach a person in order
    about = models.JSONField(default=list)  # the people whom it names to somebody else, by their numbers
    next_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Letter]] = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_at", "id"], condition=WAITING_LETTER, name="letters_waiting"),
            models.Index(fields=["recipient", "thread", "id"], condition=WAITING_LETTER, name="letters_in_order"),
            models.Index(fields=["claimed_by"], condition=WAITING_LETTER & ~Q(claimed_by=""), name="letters_claimed"),
            models.Index(fields=["created_at"], name="letters_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.pk})"


class Lease(models.Model):
    """Something that one process at a time holds, such as the schedule."""

    name = models.CharField(max_length=80, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} held by {self.holder}"
