"""All votes as a file: ask for it, and take it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ....core.ledger.actions import record
from ....lib.ruling import require
from ....lib.storage.dropping import drop
from .. import rules, tasks
from ..models import Dialogue, Pack

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def ask_for_pack(actor: User, dialogue: Dialogue) -> Pack:
    """Have the worker put all votes into a file; the same form twice at once asks once."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_pack(actor, here, is_making=here.packs.in_the_making().exists()))
    asked = Pack.objects.create(dialogue=here)
    record(actor, "dialogues.packed", here)
    tasks.make_pack.enqueue(asked.pk)
    return asked


@transaction.atomic
def remove_pack(actor: User | None, pack: Pack) -> None:
    """Take a file away, its row and its bytes. `actor` is None when time does it."""
    if actor is not None:
        require(rules.may_remove_pack(actor, pack))
    if pack.dialogue:
        record(actor, "dialogues.pack_removed", pack.dialogue)
    places = [str(pack.content.name)] if pack.content else []
    pack.delete()
    transaction.on_commit(lambda: drop(places))
