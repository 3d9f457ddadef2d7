"""Keep the words by which people are found in step with what their profiles say, and to whom."""

from __future__ import annotations

import re

from ..models import LISTS, PROFILE_FIELDS, Said, User, folded
from ..rules import NOBODY
from ..subjects import subjects

FOUND_BY = tuple(field for field in PROFILE_FIELDS if field != "pronouns")
_MARKS = re.compile(r"[\W_]+")


def keep_said(person: User) -> None:
    """Write what the person shows to others, and nothing of what they do not; of the suspended nothing at all."""
    there = {(one.field, one.key): one for one in person.said.all()}
    wanted: dict[tuple[str, str], Said] = {}
    for one in [] if person.suspended_at or not person.is_active else _said(person):
        wanted.setdefault((one.field, one.key), one)
    same = {place for place, one in wanted.items() if place in there and _is_same(one, there[place])}
    person.said.filter(pk__in=[one.pk for place, one in there.items() if place not in same]).delete()
    Said.objects.bulk_create(one for place, one in wanted.items() if place not in same)


def _said(person: User) -> list[Said]:
    known = subjects()
    rows = []
    for field in FOUND_BY:
        level, text = person.visibility_of(field), str(getattr(person, field))
        if level == NOBODY or not text:
            continue
        told = known.told(person.words_in(field)) if field in LISTS else [(text, folded(text))]
        rows += [
            Said(person=person, field=field, level=level, words=words, key=key[:320], find_as=_find_as(words))
            for words, key in told
        ]
    return rows


def _find_as(words: str) -> str:
    return " ".join(["", *filter(None, _MARKS.split(folded(words)))])[:320]


def _is_same(one: Said, other: Said) -> bool:
    return (one.words, one.level) == (other.words, other.level)
