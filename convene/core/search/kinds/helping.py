"""People who say of themselves that they can help with something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ....lib.finding.asking import read
from ....lib.text.telling import told
from ...people.models import User
from ..copies import finder
from ..engines import Where
from ..reader import reader_of

if TYPE_CHECKING:
    from ...people.models import Actor

MOST = 200  # people who are looked at
SHOWN = 2


def who_helps(actor: Actor, text: str) -> dict[int, str]:
    """Those whose profile says so to the reader, in their own words. Four queries."""
    words = told(text)
    any_of = read(" OR ".join(words.values()))
    if not any_of:
        return {}
    rows = finder().best(any_of, Where(reader_of(actor).scopes, kind="person"), MOST, MOST).rows
    found = {}
    for one in User.objects.filter(pk__in={row.obj for row in rows}).exclude(can_help_with="").order_by():
        if one.shows("can_help_with", actor):
            fits = [skill for skill in one.words_in("can_help_with") if _fits(set(words), set(told(skill)))]
            if fits:
                found[one.pk] = _("can help with %(words)s") % {"words": ", ".join(fits[:SHOWN])}
    return found


def _fits(asked: set[str], skill: set[str]) -> bool:
    """All that was asked for, or most of what the skill is called: two of its words, or the only one."""
    both = asked & skill
    return bool(both) and (both == asked or (len(both) >= min(2, len(skill)) and 2 * len(both) >= len(skill)))
