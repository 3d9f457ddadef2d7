"""Bring in what lists from elsewhere say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Institution, Pair

if TYPE_CHECKING:
    from ...people.models import User

SAID = ("name", "kind", "place", "country", "size", "website", "latitude", "longitude", "is_closed")


@dataclass(frozen=True, slots=True)
class Carried:
    """A new institution, and one before it that may be the same."""

    institution: Institution
    like: Institution | None = None


@transaction.atomic
def carry_in(
    actor: User | None, *, new: Sequence[Carried] = (), changed: Sequence[Institution] = ()
) -> list[Institution]:
    """Add and change institutions; what came in meanwhile is passed over. `actor` is None at the command line.

    One line in the ledger for all of them: a list may have a hundred thousand.
    """
    require(rules.may_import(actor))
    sources = {one.institution.source for one in new}
    identifiers = [one.institution.source_id for one in new]
    there = Institution.objects.filter(source__in=sources, source_id__in=identifiers)
    came = set(there.values_list("source", "source_id"))
    fresh = [one for one in new if (one.institution.source, one.institution.source_id) not in came]
    made = Institution.objects.bulk_create([one.institution for one in fresh])
    pairs = [Pair(first=one.like, second=one.institution) for one in fresh if one.like and one.like.pk]
    Pair.objects.bulk_create(pairs)
    Institution.objects.bulk_update(changed, [*SAID, "find_as", "likeness"], batch_size=100)
    done = [*made, *changed]
    if done:
        record(actor, "institutions.imported", done[0], facts={"all": [one.pk for one in done]})
    return done
