"""People who say of themselves that they can help with something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....lib.finding.asking import read
from ....lib.text.telling import told
from ...people.models import User
from ..copies import finder
from ..engines import Where
from .base import EVERYBODY, MEMBERS

if TYPE_CHECKING:
    from ...people.models import Actor

MOST = 200  # people who are looked at
SHOWN = 2


def who_helps(actor: Actor, text: str) -> dict[int, str]:
    """Members whose profile says so to a member: person -> their own words for it. Three queries."""
    words = told(text)
    any_of = read(" OR ".join(words.values()))
    if not any_of:
        return {}
    rows = finder().best(any_of, Where([EVERYBODY, MEMBERS], kind="person"), MOST, MOST).rows
    found = {}
    for one in User.objects.filter(pk__in={row.obj for row in rows}).exclude(can_help_with="").order_by():
        if one.shows("can_help_with", actor):
            fits = [skill for skill in one.words_in("can_help_with") if fit(set(words), set(told(skill)))]
            if fits:
                found[one.pk] = ", ".join(fits[:SHOWN])
    return found


def fit(asked: set[str], skill: set[str]) -> bool:
    """All that was asked for, or most of what the skill is called: two of its words, or the only one."""
    both = asked & skill
    return bool(both) and (both == asked or (len(both) >= min(2, len(skill)) and 2 * len(both) >= len(skill)))
