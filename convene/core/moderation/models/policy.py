"""How a site, a community and a person are moderated."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...communities.models import Community


class Mode(models.TextChoices):
    """What happens to what members write."""

    NONE = "none", _("It appears, and stays until a moderator decides")
    REPORTED = "reported", _("It appears, and several reports hide it until a moderator has looked")
    HELD = "held", _("A moderator looks at it first")


class PersonMode(models.TextChoices):
    """What happens to what one person writes."""

    HELD = "held", _("A moderator looks at everything first")
    TRUSTED = "trusted", _("It appears at once, and reports hide nothing")


class Policy(models.Model):
    """What a community has chosen, or the site where no community is named; None is "as the site", or as it begins."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, null=True, related_name="policy")
    mode = models.CharField(max_length=10, choices=Mode.choices, null=True)
    hide_after = models.PositiveSmallIntegerField(null=True)  # reports that hide
    first_held = models.PositiveSmallIntegerField(null=True)  # of a newcomer's posts
    days = models.PositiveSmallIntegerField(null=True)  # until one is a newcomer no more
    posts = models.PositiveSmallIntegerField(null=True)  # likewise
    reads = models.PositiveSmallIntegerField(null=True)  # likewise
    links = models.PositiveSmallIntegerField(null=True)  # in a newcomer's post
    mentions = models.PositiveSmallIntegerField(null=True)  # likewise
    files = models.PositiveSmallIntegerField(null=True)  # likewise
    posts_a_day = models.PositiveSmallIntegerField(null=True)  # of a newcomer
    words = models.JSONField(default=list)  # [pattern, is_expression, does] of each Word, to be read with the rest

    class Meta:
        verbose_name_plural = "policies"
        constraints = [models.UniqueConstraint(Coalesce("community", 0), name="one_policy_of_the_site")]

    def __str__(self) -> str:
        return f"policy of {self.community_id or 'the site'}"


class Standing(models.Model):
    """What was decided about one person, in one community or (None) everywhere, and when their trust had grown."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="standings")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    mode = models.CharField(max_length=10, choices=PersonMode.choices, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)
    grown_at = models.DateTimeField(null=True)  # of the whole site's row: no newcomer any more

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "community"], name="one_standing_a_community"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(community=None), name="one_standing_on_the_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mode or 'as everybody'}"


class Does(models.TextChoices):
    """What a watch word does to a text in which it is found."""

    BLOCK = "block", _("It cannot be posted")
    HOLD = "hold", _("A moderator looks first")
    FLAG = "flag", _("It appears, and moderators are told")


class Word(models.Model):
    """A word or regular expression to look out for, in one community or (None) everywhere."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    pattern = models.CharField(max_length=200)
    is_expression = models.BooleanField(default=False)
    does = models.CharField(max_length=6, choices=Does.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pattern", "pk"]
        indexes = [models.Index(fields=["community"], name="words_of_community")]

    def __str__(self) -> str:
        return self.pattern
