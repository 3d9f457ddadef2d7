"""Keep account of what harvesters were told of."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ..models import Resource
from ..queries.harvest import offers


@transaction.atomic
def note_offers() -> int:
    """What could be harvested and cannot any more is told of as deleted, as of now; what can be again, as changed.

    Safe to do twice. Returns how many resources that were.
    """
    new, gone = offers()
    back = new.filter(is_offered=False)
    told = [*back.values_list("pk", flat=True), *gone.values_list("pk", flat=True)]
    gone.update(is_offered=False)
    new.update(is_offered=True)
    for at in range(0, len(told), 500):
        Resource.objects.filter(pk__in=told[at : at + 500]).update(changed_at=timezone.now())
    return len(told)
