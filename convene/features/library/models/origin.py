"""By what a resource that came from elsewhere is known there, and what was last heard from there."""

from __future__ import annotations

from django.db import models

from ....core.communities.models import Community
from .resource import Resource


class Origin(models.Model):
    """One name of a resource outside: "doi:10.…", "url:example.org/…", "id:oai:…"; each once in a community."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="origins")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    changed = models.CharField(max_length=30, blank=True)  # there, as its source wrote it when it was heard of last
    said = models.CharField(max_length=64, blank=True)  # fingerprint of that; empty: it was deleted there

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="known_once_in_a_community")]

    def __str__(self) -> str:
        return self.key
