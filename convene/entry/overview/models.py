"""Figures of communities, counted each night; about how many people, never about whom."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from ...core.communities.models import Community


class Figures(models.Model):
    """How a community is doing, staff left out."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now)
    members = models.PositiveIntegerField(default=0)
    newcomers = models.PositiveIntegerField(default=0)  # joined in the last 30 days
    newcomers_posted = models.PositiveIntegerField(default=0)  # of those
    active = models.PositiveIntegerField(default=0)  # wrote in the last 30 days
    quiet = models.PositiveIntegerField(default=0)  # members who neither wrote nor read in 90 days
    hours = models.FloatField(null=True)  # median to the first reply, of topics of the last 90 days
    hours_people = models.PositiveIntegerField(default=0)  # who began these topics or replied first
    institutions = models.JSONField(default=list)  # names, of those who wrote in 90 days and show where they work
    topics = models.JSONField(default=list)  # [topic, posts in 30 days], the liveliest first

    def __str__(self) -> str:
        return f"figures of {self.community_id}"


class Week(models.Model):
    """One week of a community, staff left out."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    start = models.DateField()  # its Monday
    posts = models.PositiveIntegerField(default=0)
    active = models.PositiveIntegerField(default=0)  # people who wrote
    hours = models.FloatField(null=True)  # median to the first reply, of topics begun in this week and the three before
    hours_people = models.PositiveIntegerField(default=0)  # who began these topics or replied first

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "start"], name="one_row_a_week")]

    def __str__(self) -> str:
        return f"{self.community_id} in the week of {self.start}"
