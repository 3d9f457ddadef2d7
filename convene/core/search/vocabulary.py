"""The words of what everybody can read, by which a mistyped one is mended."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from django.db import connection

from ...lib.database.prepared import Numbers, listed
from ...lib.finding.spelling import can_be_mended, is_one_slip, keys
from ...lib.text.telling import says_nothing
from .models import Slip, Word

AT_ONCE = 400
COMMONER = 8  # times, before a word that is known too is taken for a slip of another

_GIVEN = {
    "sqlite": "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(%s) WHERE true",
    "postgresql": "SELECT a ->> 0, (a ->> 1)::integer, (a ->> 2)::smallint FROM json_array_elements(%s::json) a",
}
_LEARN = (
    "INSERT INTO search_word (word, count, round) {}"
    " ON CONFLICT (word) DO UPDATE SET round = EXCLUDED.round, count = EXCLUDED.count"
    " + CASE WHEN search_word.round = EXCLUDED.round THEN search_word.count ELSE 0 END"
    " RETURNING id, word, count"
)
_SLIPS = {
    "sqlite": "INSERT INTO search_slip (key, word_id) SELECT value ->> 0, value ->> 1 FROM json_each(%s)",
    "postgresql": "INSERT INTO search_slip (key, word_id) SELECT (pair ->> 0)::bigint, (pair ->> 1)::bigint"
    " FROM json_array_elements(%s::json) pair",
}


def learn(words: Counter[str], current: int) -> None:
    """Count these words, and note by which slips the new ones are found."""
    known = sorted((word, count) for word, count in words.items() if can_be_mended(word))
    for at in range(0, len(known), AT_ONCE):
        some = [(word, count, current) for word, count in known[at : at + AT_ONCE]]
        with connection.cursor() as cursor:
            cursor.execute(_LEARN.format(_GIVEN[connection.vendor]), [json.dumps(some)])
            rows = cursor.fetchall()
        _note([(pk, word) for pk, word, count in rows if count == words[word]])


def _note(fresh: list[tuple[int, str]]) -> None:
    have = set(Slip.objects.filter(word__in=[pk for pk, _word in fresh]).values_list("word", flat=True))
    pairs = [[key, pk] for pk, word in fresh if pk not in have for key in keys(word)]
    if pairs:
        with connection.cursor() as cursor:
            cursor.execute(_SLIPS[connection.vendor], [json.dumps(pairs)])


def forget_older(current: int) -> None:
    """Take out words that were not met in this round."""
    old = Word.objects.exclude(round=current)
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        Slip.objects.filter(word__in=some).delete()
        Word.objects.filter(pk__in=some).delete()


def mended(words: Iterable[str]) -> dict[str, str]:
    """For each of these folded words that is probably mistyped, the word that was meant. Two queries."""
    asked = {word for word in words if can_be_mended(word) and not says_nothing(word)}
    if not asked:
        return {}
    known = dict(Word.objects.filter(word__in=asked).values_list("word", "count"))
    by_key = {key for word in asked for key in keys(word)}
    near = Word.objects.filter(slips__key__in=Numbers(listed(by_key))).order_by().distinct()
    best: dict[str, tuple[int, str]] = {}
    for candidate, count in near.values_list("word", "count"):
        for word in asked:
            if is_one_slip(word, candidate) and count > known.get(word, 0) * COMMONER:
                best[word] = max(best.get(word, (0, "")), (count, candidate))
    return {word: candidate for word, (_count, candidate) in best.items()}
