"""Statements in other languages, for readers who would not understand them otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Dialogue, Translation
from ..models.statement import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ....core.people.models import User


@transaction.atomic
def translate(
    actor: User, dialogue: Dialogue, *, language: str, texts: Mapping[int, str], is_machine: bool = False
) -> int:
    """Put statements in the words of another language, or take these away with an empty text; returns how many changed.

    language: one that pages can be read in. texts: by number of the statement. is_machine: nobody has read these over.
    """
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_run(actor, here))
    if language not in dict(settings.LANGUAGES):
        raise NotPossible(_("Pages cannot be read in this language. Choose one of those in the list."))
    words = {number: clean_name(text, 2 * LONGEST + 1) for number, text in texts.items()}
    long = [number for number, text in words.items() if len(text) > 2 * LONGEST]
    if long:
        raise NotPossible(
            _("The translation of statement %(number)s is too long: %(most)s letters at most.")
            % {"number": long[0], "most": 2 * LONGEST}
        )
    rows = here.statements.shown().exclude(language=language).filter(number__in=words)
    known = {one.statement_id: one for one in Translation.objects.filter(statement__in=rows, language=language)}
    put, gone = [], []
    for statement in rows:
        text, one = words[statement.number], known.get(statement.pk)
        if text == (one.text if one else "") and (not one or one.is_machine == is_machine or is_machine):
            continue
        if text:
            put.append(Translation(statement=statement, language=language, text=text, is_machine=is_machine))
        elif one:
            gone.append(one.pk)
    Translation.objects.bulk_create(
        put, update_conflicts=True, unique_fields=["statement", "language"], update_fields=["text", "is_machine"]
    )
    Translation.objects.filter(pk__in=gone).delete()
    changed = len(put) + len(gone)
    if changed:
        Dialogue.objects.filter(pk=here.pk).update(routing=F("routing") + 1)  # so that pages show them
        record(actor, "dialogues.translated", here, facts={"statements": changed, "language": language})
    return changed
