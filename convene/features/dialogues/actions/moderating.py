"""Decide what appears."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify, read_group
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Decision, Dialogue, Reason, Verdict, Vote

if TYPE_CHECKING:
    from ....core.people.models import User
    from ..models import Statement


@transaction.atomic
def decide(
    actor: User, dialogue: Dialogue, *, statements: Collection[int], verdict: str, reason: str = "", note: str = ""
) -> int:
    """Show statements, or refuse them with a reason; each author who is known is told. Returns how many changed.

    statements: their keys. verdict: shown or refused.
    """
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_moderate_statements(actor, here))
    if verdict not in {Verdict.SHOWN, Verdict.REFUSED}:
        raise NotPossible(_("Say whether these are shown or not."))
    if verdict == Verdict.REFUSED and reason not in Reason.values:
        raise NotPossible(_("Choose a reason: the author reads it, and it stands in the log."))
    why = {"reason": reason if verdict == Verdict.REFUSED else "", "note": clean_name(note, 300)}
    found = here.statements.filter(pk__in=list(statements)).exclude(verdict=verdict).select_related("author")
    changed = list(found.order_by("number"))
    for one in changed:
        _decide(actor, here, one, verdict, why)
    here.statement_count = here.statements.shown().count()
    here.waiting_count = here.statements.waiting().count()
    here.routing += 1
    here.changes += Vote.objects.filter(statement__in=changed).exists()  # so that results are worked out anew
    here.save(update_fields=["statement_count", "waiting_count", "routing", "changes"])
    if not here.waiting_count:
        read_group(actor, here.group)
    return len(changed)


def _decide(actor: User, dialogue: Dialogue, one: Statement, verdict: str, why: dict[str, str]) -> None:
    one.verdict, one.reason, one.note = verdict, why["reason"], why["note"]
    one.save(update_fields=["verdict", "reason", "note"])
    Decision.objects.create(dialogue=dialogue, statement=one, by=actor, verdict=verdict, **why)
    if verdict == Verdict.SHOWN:
        entry = record(actor, "dialogues.approved", one)
    else:
        entry = record(actor, "dialogues.refused", one, facts={"reason": why["reason"]})
    if one.author:
        notify(entry, [one.author], reason="decided", group=dialogue.group)
