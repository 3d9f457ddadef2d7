"""Note of topics that something lies beside them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from ..models import Topic


@transaction.atomic
def note_beside(scopes: Mapping[int, list[int]]) -> None:
    """Keep for each of these topics to whose readers its page says so; see `Topic.beside`."""
    for topic in Topic.objects.select_for_update().filter(pk__in=scopes).only("beside").order_by("pk"):
        if topic.beside != scopes[topic.pk]:
            Topic.objects.filter(pk=topic.pk).update(beside=scopes[topic.pk])
