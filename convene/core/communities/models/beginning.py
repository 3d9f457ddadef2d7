"""Why somebody comes, and what is suggested to them on their first day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .community import Community
from .membership import Mail


class Purpose(models.Model):
    """A reason to come, in the words of whoever has it; staff write them."""

    label = models.CharField(_("in the newcomer's words"), max_length=120, unique=True)
    hint = models.CharField(_("a line below"), max_length=200, blank=True)
    is_partner = models.BooleanField(_("for partners"), default=False)  # spoken to in plain words, without the field's
    mail = models.CharField(_("how much mail"), max_length=8, choices=Mail.choices, default=Mail.DAILY)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class Suggestion(models.Model):
    """A community that suits a purpose, and why, in words that a newcomer understands."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="suggestions")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "community"], name="one_suggestion_each")]

    def __str__(self) -> str:
        return f"{self.community_id} for {self.purpose_id}"


class Beginning(models.Model):
    """Why one person came."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="beginning")
    purpose = models.ForeignKey(Purpose, on_delete=models.SET_NULL, null=True, related_name="beginnings")
    chosen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"beginning of {self.person_id}"
