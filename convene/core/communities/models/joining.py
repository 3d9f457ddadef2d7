"""Requests to join, and invitations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from .community import Community

if TYPE_CHECKING:
    from ...people.models import Actor, User

INVITED_FOR = dt.timedelta(days=30)
SIGNER = signing.Signer(salt="communities.invitation")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    """Adjectives for requests."""

    def visible_to(self, actor: Actor) -> JoinRequestQuerySet:
        """Requests that `actor` made, or has to decide."""
        return self.filter(rules.their_own_or_led(actor))

    def waiting(self) -> JoinRequestQuerySet:
        """Requests that nobody has decided."""
        return self.filter(decided_at=None)

    def for_cards(self) -> JoinRequestQuerySet:
        """With what a line about a request says."""
        return self.select_related("community", "person")


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

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=models.Q(decided_at=None), name="one_open_request_each"
            )
        ]

    def __str__(self) -> str:
        return f"request of {self.person_id} to {self.community_id}"

    def get_absolute_url(self) -> str:
        """Where leaders decide; afterwards, what the request was about."""
        page = "about" if self.decided_at else "requests"
        return reverse(f"communities:{page}", args=[self.community.slug])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives for invitations."""

    def visible_to(self, actor: Actor) -> InvitationQuerySet:
        """Invitations that were sent to the address of `actor`."""
        if not actor.is_authenticated or not actor.email:
            return self.none()
        return self.open().filter(address__iexact=actor.email)

    def open(self) -> InvitationQuerySet:
        """Neither answered nor too old."""
        since = timezone.now() - INVITED_FOR
        return self.unanswered().filter(invited_at__gt=since)

    def unanswered(self) -> InvitationQuerySet:
        """Neither answered nor taken back, however old."""
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def to_remind(self) -> InvitationQuerySet:
        """Those whose next reminder is due, the longest waiting first."""
        return self.open().filter(remind_at__lte=timezone.now()).order_by("remind_at")

    def kept_by(self, actor: User, community: Community) -> InvitationQuerySet:
        """Invitations to the community that `actor` looks after: all of them for its leaders, else one's own."""
        here = self.filter(community=community)
        return here if rules.may_lead(actor, community) else here.filter(invited_by=actor)

    def of_token(self, token: str) -> InvitationQuerySet:
        """The invitation that a link in a mail carries; none when the link was changed."""
        try:
            return self.filter(pk=int(SIGNER.unsign(token)))
        except signing.BadSignature:
            return self.none()

    def for_cards(self) -> InvitationQuerySet:
        """With what a line about an invitation says."""
        return self.select_related("community", "invited_by")


class Invitation(models.Model):
    """An invitation to a person with an account, or to an address that may sign up."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField(max_length=254)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=600, blank=True)  # a word from whoever invites
    reminders = models.PositiveSmallIntegerField(default=0)  # how many have gone out
    remind_at = models.DateTimeField(null=True, blank=True)  # the next one; None when there is none

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), "community", name="one_invitation_each"),
        ]
        indexes = [
            models.Index(fields=["invited_by", "invited_at"], name="invitations_by_sender"),
            models.Index(fields=["community", "-invited_at"], name="invitations_by_place"),
            models.Index(
                fields=["remind_at"], condition=models.Q(remind_at__isnull=False), name="invitations_to_remind"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.community_id}"

    def get_absolute_url(self) -> str:
        return reverse("communities:invitation", args=[self.token])

    @property
    def token(self) -> str:
        """What the link in the mail carries; whoever holds it was given the mail."""
        return SIGNER.sign(str(self.pk))

    def get_decline_url(self) -> str:
        """Where one press says no."""
        return reverse("communities:decline", args=[self.token])

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer still."""
        is_settled = self.accepted_at or self.declined_at or self.withdrawn_at
        return not is_settled and self.good_until > timezone.now()

    @property
    def good_until(self) -> dt.datetime:
        """When its link stops to open anything."""
        return self.invited_at + INVITED_FOR
