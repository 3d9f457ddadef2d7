"""How far a repository elsewhere was harvested."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from ....core.communities.models import Community


class Harvest(models.Model):
    """A list of a repository that a community's library takes from, and where to go on the next time."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=500)
    set_spec = models.CharField(max_length=200, blank=True)  # "" is all of it
    token = models.CharField(max_length=2000, blank=True)  # of a list that was not given to its end
    begun_at = models.CharField(max_length=20, blank=True)  # that list, by the repository's clock
    since = models.CharField(max_length=20, blank=True)  # the list before it, which came to its end
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "address", "set_spec"], name="one_place_in_each_list")
        ]

    def __str__(self) -> str:
        return self.address
