"""Begin, and vote: what happens most, in as few queries as there can be. It writes no line that names anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Ballot
from ..models.ballot import by_lot, key_of
from ..queries import shown
from .coding import take_code
from .guarding import come_in, step_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.backends.utils import CursorWrapper

    from ....core.people.models import Actor
    from ..models import Dialogue, Kiosk

COUNT_BALLOT = (
    "UPDATE dialogues_ballot SET sequence = sequence + 1 WHERE dialogue_id = %s AND key = %s RETURNING id, sequence"
)
WRITE_VOTE = (
    "INSERT INTO dialogues_vote (id, ballot_id, statement_id, value, sequence)"
    " SELECT CAST(%s AS bigint), CAST(%s AS bigint), id, CAST(%s AS smallint), CAST(%s AS integer)"
    " FROM dialogues_statement WHERE id = %s AND dialogue_id = %s AND verdict = 'shown'"
    " ON CONFLICT (ballot_id, statement_id) DO UPDATE SET value = EXCLUDED.value, sequence = EXCLUDED.sequence"
    " RETURNING id"
)
COUNT_ALL = (
    "UPDATE dialogues_dialogue SET changes = changes + 1, vote_count = vote_count + %s, voter_count = voter_count + %s"
    " WHERE id = %s AND closes_at = %s"
)


@transaction.atomic
def begin(
    actor: Actor, dialogue: Dialogue, *, who: str, puzzle: str = "", answer: str = "", address: str = "",
    kiosk: Kiosk | None = None,
) -> None:  # fmt: skip
    """Take a ballot; the same voter has the same one again.

    who: "device:…" or "code:…:…" with a new secret, or "person:…". address: where the request comes from. kiosk: the
    tablet of the conveners at which somebody begins, if it is one.
    """
    require(rules.may_take_part(actor, dialogue))
    key = take_code(dialogue, who, used=_used()) if who.startswith("code:") else key_of(dialogue, who)
    if kiosk is not None:
        step_up(actor, dialogue, kiosk)
    else:
        come_in(actor, dialogue, puzzle=puzzle, answer=answer, address=address)
    Ballot.objects.get_or_create(dialogue=dialogue, key=key)


@transaction.atomic
def vote(actor: Actor, dialogue: Dialogue, key: str, *, statement: int, value: int) -> int:
    """Vote on a statement, or change one's vote; returns the number of the ballot. Three queries.

    Two votes of one ballot wait for each other, and the table holds one for each statement; none comes after closing.

    key: of the ballot. statement: its key. value: 1, -1 or 0.
    raises: NotPossible for those who have not begun, and for a statement that is not shown.
    """
    require(rules.may_take_part(actor, dialogue))
    with connection.cursor() as cursor:
        cursor.execute(COUNT_BALLOT, [dialogue.pk, key])
        row = cursor.fetchone()
        if row is None:
            raise NotPossible(_("Begin first: this device has no ballot in this dialogue yet."))
        ballot, sequence = row
        number = by_lot()
        cursor.execute(WRITE_VOTE, [number, ballot, value, sequence, statement, dialogue.pk])
        written = cursor.fetchone()
        if written is None:
            raise NotPossible(_("This statement is not shown any more. Go on with the next one."))
        new = int(written[0] == number), int(sequence == 1)
        while not _counted(cursor, dialogue, *new):  # those who convene have set another end meanwhile
            dialogue.refresh_from_db(fields=["closes_at"])
            require(rules.may_take_part(actor, dialogue))
    return int(ballot)


@transaction.atomic
def bring_votes(
    actor: Actor, dialogue: Dialogue, kiosk: Kiosk, *, visit: str, votes: Mapping[int, int], key: str = ""
) -> None:
    """Count what a visitor voted at a tablet that had no connection. Statements that are gone are left out.

    visit: a word drawn by lot on the tablet, so that what is sent twice counts once. votes: by key of the statement.
    key: of the ballot with which this visitor began, if there was a connection then.
    """
    require(rules.may_bring_votes(actor, dialogue))
    there = {line.pk for line in shown(dialogue)}
    kept = {statement: value for statement, value in votes.items() if statement in there}
    if not kept or not visit:
        return
    mine, here = key_of(dialogue, f"device:{visit}"), Ballot.objects.filter(dialogue=dialogue)
    if key and here.filter(key=key).exists():
        mine = key
    elif here.filter(key=mine).exists():
        return
    else:
        step_up(actor, dialogue, kiosk)
        here.get_or_create(dialogue=dialogue, key=mine)
    for statement, value in kept.items():
        vote(actor, dialogue, mine, statement=statement, value=value)


def _used() -> str:
    return _(
        "Somebody has voted with this code already. It goes on with the device and browser that voted first, and "
        "nowhere else, so that whoever else knows the code cannot see how it voted. If that was not you, tell those "
        "who gave it to you."
    )


def _counted(cursor: CursorWrapper, dialogue: Dialogue, votes: int, voters: int) -> bool:
    """Count a vote, if the dialogue ends when we thought it does."""
    until = connection.ops.adapt_datetimefield_value(dialogue.closes_at)
    cursor.execute(COUNT_ALL, [votes, voters, dialogue.pk, until])
    return bool(cursor.rowcount)
