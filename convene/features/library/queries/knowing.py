"""Who brought something into the library."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from ....lib.text.telling import told
from ..fitting import COVERED, LEAST
from ..models import Contributor, Resource, Telling

if TYPE_CHECKING:
    from ....core.people.models import Actor

MOST = 2000  # words of resources that are followed


def who_brought(actor: Actor, text: str) -> dict[int, str]:
    """Those who brought in what `actor` finds on the shelf, and those it names as its authors. Three queries."""
    words = told(text)
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    for pk, word, share in Telling.objects.filter(word__in=words).values_list("resource_id", "word", "share")[:MOST]:
        shared[pk][word] = share
    fits = [
        pk for pk, some in shared.items()
        if len(some) == len(words) or (len(some) >= LEAST and sum(some.values()) >= COVERED)
    ]  # fmt: skip
    seen = dict(Resource.objects.on_shelf(actor).filter(pk__in=fits).values_list("pk", "proposer")) if fits else {}
    behind: dict[int, set[int]] = defaultdict(set)
    for pk, person in seen.items():
        if person:
            behind[person].add(pk)
    named = Contributor.objects.filter(resource__in=seen, is_named=True) if seen else Contributor.objects.none()
    for pk, person in named.values_list("resource_id", "person_id"):
        behind[person].add(pk)
    return {person: _why(len(resources)) for person, resources in behind.items()}


def _why(number: int) -> str:
    said = ngettext("has a resource on this in the library", "has %(num)s resources on this in the library", number)
    return said % {"num": number}
