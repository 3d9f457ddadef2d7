"""A copy of everything of one's own."""

from __future__ import annotations

from django.db import transaction

from ....lib.ruling import require
from ....lib.storage.dropping import drop
from ...ledger.actions import record
from .. import rules, tasks
from ..models import Export, User


@transaction.atomic
def export(actor: User, person: User) -> Export:
    """Ask for a copy of everything of theirs; the worker makes it and writes when it is ready."""
    person = User.objects.select_for_update().get(pk=person.pk)  # the same form twice at once asks once
    require(rules.may_export(actor, person, is_making=person.exports.in_the_making().exists()))
    asked = Export.objects.create(person=person)
    record(actor, "people.export_asked", asked)
    tasks.make_export.enqueue(asked.pk)
    return asked


@transaction.atomic
def remove_export(actor: User | None, asked: Export) -> None:
    """Take a copy away, its row and its bytes. `actor` is None when time does it."""
    if actor is not None:
        require(rules.may_remove_export(actor, asked))
    record(actor, "people.export_removed", asked)
    places = [str(asked.content.name)] if asked.content else []
    asked.delete()
    transaction.on_commit(lambda: drop(places))
