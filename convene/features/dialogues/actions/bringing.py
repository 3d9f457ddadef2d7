"""Dialogues that were held elsewhere move in, closed as they are."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.ledger.actions import record
from ....lib.text import cook
from ....lib.text.names import clean_name, clean_title
from ..models import Ballot, Dialogue, Reason, Statement, Verdict, Vote
from ..models.ballot import by_lot
from ..models.dialogue import LETTERS

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ..carrying import Conversation

AT_ONCE = 5000  # rows written together


@transaction.atomic
def bring_in(place: Community | None, given: Conversation, *, language: str) -> tuple[Dialogue, bool]:
    """Write it down, all or nothing; returns the dialogue, and whether it is new. The same again adds nothing.

    place: whom it belongs to; None for the whole network
    """
    slug = _slug(place, given)
    known = Dialogue.objects.filter(slug=slug).first()
    if known is not None:
        return known, False
    shown = sum(not one.is_out for one in given.comments)
    people, votes = len(given.votes.people), int(given.votes.cast.sum())
    made = Dialogue.objects.create(
        slug=slug, community=place, question=clean_title(given.topic)[:200], language=language, salt="",
        background=given.description, background_html=cook(given.description).html if given.description else "",
        convener=clean_name(given.url, 200) or "Polis", outcome="This dialogue was held elsewhere.",
        opens_at=given.begun, closes_at=max(given.ended, given.begun + dt.timedelta(seconds=1)),
        published_at=timezone.now(), statement_count=shown, last_number=max(one.number for one in given.comments),
        voter_count=people, vote_count=votes, changes=votes, mode=given.mode,
    )  # fmt: skip
    _write(made, given)
    record(None, "dialogues.brought_in", made, community=place)
    return made, True


def _write(made: Dialogue, given: Conversation) -> None:
    day = given.begun.date()
    statements = Statement.objects.bulk_create(
        [
            Statement(
                dialogue=made, number=one.number, text=one.text, norm=f"#{one.number}", language=made.language,
                is_meta=one.is_meta, is_seed=one.is_seed, written_on=day,
                verdict=Verdict.REFUSED if one.is_out else Verdict.SHOWN, reason=Reason.OTHER if one.is_out else "",
            )
            for one in given.comments
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    at = {one.number: one.pk for one in statements}
    names = [at[number] for number in given.votes.statements.tolist()]
    table, cast = given.votes.table, given.votes.cast.tolist()
    ballots = [Ballot(id=by_lot(), dialogue=made, key=secrets.token_hex(16), sequence=count) for count in cast]
    Ballot.objects.bulk_create(ballots, batch_size=AT_ONCE)
    rows = zip(table.indices.tolist(), table.data.tolist(), strict=True)
    cells = (
        Vote(ballot=ballot, statement_id=names[column], value=value, sequence=number)
        for ballot, count in zip(ballots, cast, strict=True)
        for number, (column, value) in zip(range(1, count + 1), rows, strict=False)
    )
    Vote.objects.bulk_create(cells, batch_size=AT_ONCE)


def _slug(place: Community | None, given: Conversation) -> str:
    """An address that follows from what is brought in, and from where to."""
    digest = hashlib.sha256(repr((place and place.pk, given.topic, [one.text for one in given.comments])).encode())
    for part in (given.votes.table.indices, given.votes.table.data, given.votes.table.indptr):
        digest.update(part.tobytes())
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest.digest()[:12])
