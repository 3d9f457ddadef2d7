"""Write things into the index, and take them out: what is read first is written at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from ...lib.database.prepared import Numbers, listed
from ...lib.finding.words import language_of, split, tokens
from .copies import note
from .engines import Row, engine, number_of, numbered
from .kinds import Kind, Text
from .meaning import is_on, keep, said
from .models import Doc
from .vocabulary import learn

AT_ONCE = 200  # things of one transaction


def write(key: str, kind: Kind, objs: Collection[int], current: int, *, is_news: bool = True) -> int:
    """Bring the rows of these things into step with what they are now; returns how many rows were written.

    `is_news`: their copies too. When everything is written anew, a new copy is made of it in the end.
    """
    count, wanted, understands = 0, sorted(objs), is_on()
    words: Counter[str] = Counter()
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        rows, digests = [], {}
        for text in kind.texts(some):
            rows.append(row_of(key, text, current, words))
            if understands:
                digests[text.obj, text.part] = said(text)[1]
        with transaction.atomic():
            touched = _replace(key, some, rows, digests)
            if is_news:
                note(touched)
        count += len(rows)
    with transaction.atomic():
        learn(words, current)
    return count


def take_out_older(current: int) -> int:
    """Take out what was not written anew in this round, since it is gone; returns how many rows."""
    count = 0
    while ids := list(Doc.objects.exclude(round=current).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            engine().remove(ids)
            keep(ids, {})
        count += len(ids)
    return count


def _replace(key: str, objs: Sequence[int], rows: list[Row], digests: Mapping[tuple[int, int], int]) -> set[int]:
    old = list(Doc.objects.filter(kind=key, obj__in=Numbers(listed(objs))).values_list("pk", flat=True))
    if old:
        engine().remove(old)
    written = numbered(rows, _taken) if rows else []
    if written:
        engine().add(written)
    if old:
        keep(old, {row.id: digests[row.obj, row.part] for row in written} if digests else {})
    return {*old, *(row.id for row in written)}


def _taken(numbers: Sequence[int]) -> set[int]:
    return set(Doc.objects.filter(pk__in=Numbers(listed(numbers))).values_list("pk", flat=True))


def row_of(key: str, text: Text, current: int, words: Counter[str] | None = None) -> Row:
    """The row of a text, with the number of its time; its `words` are counted where everybody can read them."""
    title, body, context = split(text.title), split(text.body), split(text.context)
    language = language_of([*title, *context, *body])
    if text.is_public and words is not None:
        words.update({*title, *body})
        words.update(title)  # those of titles and names count as if they had been said twice
    return Row(
        number_of(text.at), key, text.obj, text.part, text.scope, text.author, text.state, current,
        *(" ".join(tokens(some, language)) for some in (title, body, context)),
    )  # fmt: skip
