"""Rules by which people join a community without doing anything."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...people.models import User
from .beginning import Purpose
from .community import Community


class By(models.TextChoices):
    """What a rule looks at."""

    DOMAIN = "domain", _("The end of their e-mail address")
    PURPOSE = "purpose", _("What brings them here")
    ROLE = "role", _("Their role, as they write it")
    INSTITUTION = "institution", _("Their institution, as they write it")


class Enrolment(models.Model):
    """Everyone who is like this joins that community; whoever left it, or said no to it, does not."""

    by = models.CharField(max_length=12, choices=By.choices)
    value = models.CharField(max_length=160, blank=True)  # a domain, a role, an institution; whole, in any case
    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, null=True, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="enrolments")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    joined_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.by} {self.purpose or self.value}: {self.community}"

    def meant(self) -> models.QuerySet[User]:
        """Who would join now: verified members like this, but those who belong, left, or were told or said no."""
        here = self.community
        addresses = here.invitations.exclude(declined_at=None).values("address")
        people = User.objects.active().filter(self._alike(), suspended_at=None)
        people = people.exclude(pk__in=here.memberships.values("person")).exclude(
            pk__in=here.departures.values("person")
        )
        refused = here.join_requests.filter(accepted=False).values("person")
        return people.exclude(pk__in=refused).exclude(email__in=addresses).distinct()

    def _alike(self) -> Q:
        if self.by == By.DOMAIN:
            return Q(emailaddress__verified=True, emailaddress__email__iendswith=f"@{self.value}")
        if self.by == By.PURPOSE:
            return Q(beginning__purpose=self.purpose)
        return Q(**{f"{self.by}__iexact": self.value})
