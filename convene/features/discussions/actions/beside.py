"""Note of topics that something lies beside them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from ..models import Topic


@transaction.atomic
def note_beside(scopes: Mapping[int, list[int]]) -> None:
    """Keep for each of these topics to whose readers its page says so; see `Topic.beside`."""
    for topic in Topic.objects.select_for_update().filter(pk__in=scopes).only("beside").order_by("pk"):
        if topic.beside != scopes[topic.pk]:
            Topic.objects.filter(pk=topic.pk).update(beside=scopes[topic.pk])


@transaction.atomic
def note_asked(topic: int, number: int) -> None:
    """Keep how much is asked from this topic now, so that its page says so; see `Topic.asked_count`."""
    Topic.objects.filter(pk=topic).exclude(asked_count=number).update(asked_count=number, version=F("version") + 1)
