"""Who belongs to a community, and in which role."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .community import Community

WELCOMED_FOR = dt.timedelta(days=14)


class Role(models.TextChoices):
    """What a member may do in one community."""

    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    LEADER = "leader", _("Leader")


class Mail(models.TextChoices):
    """How much mail a member wants from one community."""

    EACH = "each", _("Each message")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NOTHING = "nothing", _("Nothing")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Adjectives for memberships."""

    def leading(self) -> MembershipQuerySet:
        """Leaders only."""
        return self.filter(role=Role.LEADER)

    def active(self) -> MembershipQuerySet:
        """Without people whose account is closed or suspended."""
        return self.filter(person__is_active=True, person__suspended_at=None)

    def named_like(self, words: str) -> MembershipQuerySet:
        """People in whose name or handle each of the words occurs."""
        query = self
        for word in words.split()[:5]:
            query = query.filter(models.Q(person__name__icontains=word) | models.Q(person__handle__icontains=word))
        return query

    def leaders_first(self) -> MembershipQuerySet:
        """Leaders, moderators, members; each by name."""
        rank = models.Case(
            models.When(role=Role.LEADER, then=0),
            models.When(role=Role.MODERATOR, then=1),
            default=2,
            output_field=models.SmallIntegerField(),
        )
        return self.order_by(rank, Lower("person__name"), "pk")


class Membership(models.Model):
    """A person in a community."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    mail = models.CharField(_("mail"), max_length=8, choices=Mail.choices, default=Mail.DAILY)
    joined_at = models.DateTimeField(default=timezone.now)
    new_until = models.DateTimeField(null=True, blank=True)  # so long the community's page says welcome

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_membership_each")]
        indexes = [models.Index(fields=["community", "role", "joined_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id} as {self.role}"


class Departure(models.Model):
    """Somebody who belonged to a community once and went, or was taken out; no rule brings them back."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="departures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="departures")
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_departure_each")]

    def __str__(self) -> str:
        return f"{self.person_id} left {self.community_id}"
