"""Statements: those that the conveners begin with, and what participants add."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import queries, rules
from ..alike import normal
from ..models import Ballot, Dialogue, Statement, Verdict
from ..models.statement import LONGEST

if TYPE_CHECKING:
    from ....core.people.models import Actor, User


@transaction.atomic
def seed(actor: User, dialogue: Dialogue, *, texts: Sequence[str], is_meta: bool = False) -> list[Statement]:
    """Statements of those who convene; they are shown at once."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_change(actor, here))
    made = sow(here, () if is_meta else texts, texts if is_meta else ())
    record(actor, "dialogues.seeded", here, facts={"statements": len(made)})
    return made


def sow(dialogue: Dialogue, seeds: Sequence[str], metas: Sequence[str] = ()) -> list[Statement]:
    """Write statements of those who convene, each once; the caller has asked, and holds the dialogue."""
    made = []
    for text, is_meta in [*((one, False) for one in seeds), *((one, True) for one in metas)]:
        if not text.strip():
            continue
        made.append(_state(dialogue, text, is_seed=True, is_meta=is_meta, verdict=Verdict.SHOWN))
    _keep_counts(dialogue, shown=len(made))
    return made


@transaction.atomic
def say(actor: Actor, dialogue: Dialogue, ballot: int, *, text: str, language: str = "") -> Statement:
    """Add a statement as somebody who takes part. ballot: the number of theirs.

    Of people who are signed in we keep that they wrote it, so as to tell them what becomes of it; of others nothing.
    Neither way leads from the statement to a ballot.
    """
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    author = actor if actor.is_authenticated else None
    mine = Ballot.objects.select_for_update().filter(pk=ballot, dialogue=here).first()
    if mine is None:
        raise NotPossible(_("Begin first: then you can vote, and add what is missing."))
    said = here.statements.filter(author=author).count() if author else mine.said
    require(rules.may_say(actor, here, waiting=here.waiting_count, said=said))
    verdict = Verdict.WAITING if here.is_strict else Verdict.SHOWN
    made = _state(here, text, verdict=verdict, author=author, language=language)
    if author is None:
        Ballot.objects.filter(pk=mine.pk).update(said=F("said") + 1)
    is_first = not here.waiting_count
    _keep_counts(here, shown=int(not here.is_strict), waiting=int(here.is_strict))
    entry = record(None, "dialogues.said", made)  # by whom stands nowhere but in the statement itself
    if here.is_strict and is_first:
        notify(entry, queries.who_reads(here), reason="waiting", group=here.group)
    return made


@transaction.atomic
def note_down(actor: User, dialogue: Dialogue, *, text: str) -> Statement:
    """Write down what somebody said in a room. Who said it is not asked; who wrote it down stands in the ledger."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_note_down(actor, here, waiting=here.waiting_count))
    verdict, is_first = Verdict.WAITING if here.is_strict else Verdict.SHOWN, not here.waiting_count
    made = _state(here, text, verdict=verdict, is_paper=True)
    _keep_counts(here, shown=int(not here.is_strict), waiting=int(here.is_strict))
    entry = record(actor, "dialogues.noted", made)
    if here.is_strict and is_first:
        notify(entry, queries.who_reads(here), reason="waiting", group=here.group)
    return made


@transaction.atomic
def reword(actor: User, statement: Statement, *, text: str, is_meta: bool) -> None:
    """Mend a statement of those who convene, until somebody has voted on it."""
    here = Dialogue.objects.select_for_update().get(pk=statement.dialogue_id)
    require(rules.may_reword(actor, statement, has_votes=statement.votes.exists()))
    before = statement.text
    statement.text, statement.norm = _words(here, text, but=statement.pk)
    if statement.text != before:
        statement.translations.all().delete()
    statement.is_meta = is_meta
    statement.save(update_fields=["text", "norm", "is_meta"])
    _keep_counts(here)
    record(actor, "dialogues.reworded", statement)


@transaction.atomic
def remove(actor: User, statement: Statement) -> None:
    """Take a statement of those who convene away, until somebody has voted on it."""
    here = Dialogue.objects.select_for_update().get(pk=statement.dialogue_id)
    require(rules.may_reword(actor, statement, has_votes=statement.votes.exists()))
    record(actor, "dialogues.removed", here, facts={"number": statement.number})
    shown = int(statement.verdict == Verdict.SHOWN)
    statement.delete()
    _keep_counts(here, shown=-shown)


def _state(dialogue: Dialogue, text: str, **fields: object) -> Statement:
    words, norm = _words(dialogue, text)
    dialogue.last_number += 1
    language = fields.pop("language", "") or dialogue.language
    return Statement.objects.create(
        dialogue=dialogue, number=dialogue.last_number, text=words, norm=norm, language=str(language), **fields
    )


def _words(dialogue: Dialogue, text: str, but: int = 0) -> tuple[str, str]:
    """The text on one line, and its words; raises NotPossible for what is no statement, or stands here already."""
    words = clean_name(text, LONGEST + 1)
    if len(words) > LONGEST:
        raise NotPossible(
            _("A statement has %(most)s letters at most. Say one idea, and leave the rest to another one.")
            % {"most": LONGEST}
        )
    norm = normal(words)
    if not norm:
        raise NotPossible(_("A statement needs words, so that others can say whether they agree."))
    there = dialogue.statements.filter(norm=norm).exclude(pk=but).first()
    if there is not None:
        raise NotPossible(_already(there, words))
    return words, norm


def _already(there: Statement, words: str) -> str:
    """What stands there is told where it may be seen; of what waits we repeat what was typed, and nothing of it."""
    said = {"text": there.text if there.verdict == Verdict.SHOWN else words, "reason": there.get_reason_display()}
    if there.verdict == Verdict.SHOWN:
        return _("This one already exists: “%(text)s”. Vote on it; you do not have to write it again.") % said
    if there.verdict == Verdict.WAITING:
        return _("Somebody has written the same: “%(text)s”. It waits to be read.") % said
    return _("The same was written before, and not taken in. The reason: %(reason)s.") % said


def _keep_counts(dialogue: Dialogue, shown: int = 0, waiting: int = 0) -> None:
    """Keep the numbers of a dialogue that is held; those who vote see another order from now on."""
    dialogue.statement_count += shown
    dialogue.waiting_count += waiting
    dialogue.routing += 1
    dialogue.save(update_fields=["statement_count", "waiting_count", "routing", "last_number"])
