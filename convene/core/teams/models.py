"""Teams, who belongs to them, and who is invited."""

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

from ..institutions.models import Institution
from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor

INVITED_FOR = dt.timedelta(days=30)
SIGNER = signing.Signer(salt="teams.invitation")


class Role(models.TextChoices):
    """What a member may do."""

    MEMBER = "member", _("Member")
    LEAD = "lead", _("Leads the team")


class Side(models.TextChoices):
    """Where somebody in a team comes from: the institution, or a partner outside it. Both are equals."""

    OWN = "own", _("The institution")
    PARTNER = "partner", _("Partner")


class TeamQuerySet(models.QuerySet["Team"]):
    """Adjectives for teams."""

    def visible_to(self, actor: Actor) -> TeamQuerySet:
        """Those that `actor` belongs to."""
        return self.filter(rules.visible(actor))

    def for_cards(self) -> TeamQuerySet:
        """With what a line about a team says."""
        return self.select_related("institution")


class Team(models.Model):
    """People of an institution, and partners whom they invited."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is for"), max_length=400, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TeamQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["institution", "created_at"], name="teams_by_place")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("teams:team", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about this team are grouped under."""
        return f"teams.team:{self.pk}"


class Member(models.Model):
    """A person in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_memberships")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.OWN)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "team"], name="one_place_in_a_team"),
            models.UniqueConstraint(fields=["team"], condition=models.Q(role="lead"), name="one_lead_each"),
        ]
        indexes = [models.Index(fields=["team", "joined_at"], name="members_of_teams")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.team_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives for invitations."""

    def visible_to(self, actor: Actor) -> InvitationQuerySet:
        """Those to `actor` and those of their teams."""
        return self.filter(rules.invitations_visible(actor))

    def open(self) -> InvitationQuerySet:
        """Neither answered nor taken back, nor too old."""
        since = timezone.now() - INVITED_FOR
        return self.filter(answered_at=None, withdrawn_at=None, invited_at__gt=since)

    def of_token(self, token: str) -> InvitationQuerySet:
        """The invitation that a link in a mail carries; none when the link was changed."""
        try:
            return self.filter(pk=int(SIGNER.unsign(token)))
        except signing.BadSignature:
            return self.none()

    def for_cards(self) -> InvitationQuerySet:
        """With what a line about an invitation says."""
        return self.select_related("team__institution", "invited_by")


class Invitation(models.Model):
    """An invitation by mail to somebody with an account, or to an address that may sign up."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField(max_length=254)
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.OWN)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=600, blank=True)  # a word from whoever invites

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), "team", name="one_invitation_to_a_team")]
        indexes = [models.Index(fields=["invited_by", "invited_at"], name="team_invitations_by_sender")]

    def __str__(self) -> str:
        return f"invitation to {self.team_id}"

    def get_absolute_url(self) -> str:
        return reverse("teams:invitation", args=[self.token])

    def get_decline_url(self) -> str:
        """Where one press says no."""
        return reverse("teams:decline", args=[self.token])

    @property
    def token(self) -> str:
        """What the link in the mail carries; whoever holds it was given the mail."""
        return SIGNER.sign(str(self.pk))

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer still."""
        return not self.answered_at and not self.withdrawn_at and self.invited_at > timezone.now() - INVITED_FOR
