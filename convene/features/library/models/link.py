"""Addresses to which resources lead, and how each was when it was asked last."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from .resource import Resource

if TYPE_CHECKING:
    from datetime import datetime

    from ....core.people.models import Actor

SAID = {"gone": _("There is nothing there any more."), "away": _("The site does not answer.")}


class LinkQuerySet(models.QuerySet["Link"]):
    """Adjectives for links."""

    def due(self, now: datetime) -> LinkQuerySet:
        """Those to ask now: of what the library lists."""
        return self.filter(next_at__lte=now, resource__state__in=rules.SHELF).order_by("next_at", "pk")

    def broken(self) -> LinkQuerySet:
        """Those that failed on enough days."""
        return self.exclude(broken_at=None)

    def to_mention(self) -> LinkQuerySet:
        """Those that lead nowhere, or somewhere else for good."""
        return self.exclude(broken_at=None, moved_to="")

    def looked_after_by(self, actor: Actor) -> LinkQuerySet:
        """Those of listed resources that somebody reviews or owns."""
        theirs = Resource.objects.visible_to(actor).filter(state__in=rules.SHELF)
        mine = theirs.filter(owner_id=actor.pk) if actor.pk else theirs.none()
        return self.filter(resource__in=(theirs.reviewed_by(actor) | mine).values("pk"))


class Link(models.Model):
    """An address that a resource leads to."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="checked", db_index=False)
    address = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, blank=True)  # as lib/http says; empty before it was asked
    moved_to = models.CharField(max_length=2000, blank=True)  # for good
    next_at = models.DateTimeField(default=timezone.now)  # when to ask again
    failing_since = models.DateField(null=True)  # the first day on which it failed, as on all that were tried since
    failed_on = models.DateField(null=True)  # the last of them
    failures = models.PositiveSmallIntegerField(default=0)  # how many they are
    broken_at = models.DateTimeField(null=True)  # since it failed on enough of them, of which somebody was told

    objects: ClassVar[models.Manager[Link]] = LinkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "address"], name="one_link_an_address")]
        indexes = [
            models.Index(fields=["next_at"]),
            models.Index(fields=["resource"], condition=~models.Q(broken_at=None), name="broken_links"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def sentence(self) -> str:
        """What is wrong with it."""
        return str(SAID.get(self.state, SAID["away"]))
