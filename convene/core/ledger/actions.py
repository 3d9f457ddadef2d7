"""Write a line in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from ...lib.database.inserts import insert
from .models import Entry

if TYPE_CHECKING:
    from ..communities.models import Community
    from ..people.models import User


def record(
    actor: User | None,
    verb: str,
    subject: Model,
    *,
    community: Community | None = None,
    facts: dict[str, Any] | None = None,
) -> Entry:
    """Note that `actor` did `verb` ("feature.did") to `subject`; call it inside the action's transaction."""
    entry = Entry(
        actor=actor,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk if isinstance(subject.pk, int) else None,
        community=community,
        facts=facts or {},
    )
    insert(entry)
    return entry
