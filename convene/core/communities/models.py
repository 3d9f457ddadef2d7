"""Communities, memberships, requests to join and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor


class State(models.TextChoices):
    """Where a community stands in its life."""

    ORGANIZING = "organizing", _("Organizing")
    OPERATING = "operating", _("Operating")
    DORMANT = "dormant", _("Dormant")
    ARCHIVED = "archived", _("Archived")


class JoinPolicy(models.TextChoices):
    """How one becomes a member."""

    OPEN = "open", _("Open to everyone")
    REQUEST = "request", _("On request")
    INVITED = "invited", _("By invitation")


class Visibility(models.TextChoices):
    """Who may see a community and what is said in it."""

    PUBLIC = "public", _("Everyone can read")
    LISTED = "listed", _("Everyone can see that it exists, members read")
    HIDDEN = "hidden", _("Only members know of it")


class Role(models.TextChoices):
    """What a member may do in one community."""

    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    LEADER = "leader", _("Leader")


class CommunityQuerySet(models.QuerySet["Community"]):
    """Adjectives for communities."""

    def visible_to(self, actor: Actor) -> CommunityQuerySet:
        """Communities that `actor` may know of."""
        return self.filter(rules.visible(actor))

    def readable_by(self, actor: Actor) -> CommunityQuerySet:
        """Communities whose discussions `actor` may read."""
        return self.filter(rules.readable(actor))

    def of(self, person: Actor) -> CommunityQuerySet:
        """Communities that the person belongs to."""
        return self.filter(memberships__person_id=person.pk)


class Community(models.Model):
    """People who do the same work in different buildings."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    line = models.CharField(_("in one line"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    purpose_html = models.TextField(blank=True, editable=False)
    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    eligibility = models.CharField(_("who can join"), max_length=400, blank=True)
    linked_body = models.CharField(_("works with"), max_length=160, blank=True)
    needs = models.JSONField(_("what it still needs"), default=list, blank=True)  # short sentences, shown while organizing
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ORGANIZING)
    join_policy = models.CharField(_("how people join"), max_length=12, choices=JoinPolicy.choices, default=JoinPolicy.OPEN)
    join_question = models.CharField(_("question to people who ask to join"), max_length=300, blank=True)
    visibility = models.CharField(_("who can see it"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)
    order = models.PositiveSmallIntegerField(default=0)
    member_count = models.PositiveIntegerField(default=0)
    request_count = models.PositiveIntegerField(default=0)  # people who wait for a leader's answer
    topic_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    unanswered_count = models.PositiveIntegerField(default=0)
    last_active_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("discussions:community", args=[self.slug])

    @property
    def is_archived(self) -> bool:
        return self.state == State.ARCHIVED


class Alias(models.Model):
    """A former or other name of a community; its address leads to the present one."""

    slug = models.SlugField(max_length=60, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """A person in a community."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "community"], name="one_membership_each")]
        indexes = [models.Index(fields=["community", "role", "joined_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id} as {self.role}"


class JoinRequest(models.Model):
    """A wish to join, with the answer to the community's question, until a leader decides."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # told to the person when refused

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=models.Q(decided_at=None), name="one_open_request_each"
            )
        ]

    def __str__(self) -> str:
        return f"request of {self.person_id} to {self.community_id}"


class Invitation(models.Model):
    """An invitation to a person with an account, or to an address that may sign up."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField(max_length=254)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), "community", name="one_invitation_each"),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.community_id}"
