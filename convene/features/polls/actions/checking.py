"""Whether what is asked can be asked so, and whether a ballot holds what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.text.names import clean_title
from ..models import ANSWERS, Kind
from ..models.kinds import CAN, LEAST_OPTIONS, MOST_OPTIONS, MOST_POINTS

if TYPE_CHECKING:
    from ..models import Poll

FAR = dt.timedelta(days=2 * 366)


def options_of(poll: Poll, options: Sequence[str]) -> list[str]:
    """The options as they are kept: texts, or times as ISO 8601 in UTC and in order. raises: NotPossible."""
    if poll.kind in ANSWERS:
        return []
    if poll.kind == Kind.TIME_POLL:
        times = sorted({dt.datetime.fromisoformat(one).astimezone(dt.UTC) for one in options if one})
        now = timezone.now()
        if any(not now < one < now + FAR for one in times):
            raise NotPossible(_("Each time has to lie in the future, within two years."))
        found = [one.isoformat() for one in times]
    else:
        found = [text for one in options if (text := clean_title(one))]
        if len({text.casefold() for text in found}) < len(found):
            raise NotPossible(_("Two of the options are the same: make each of them different."))
    if not LEAST_OPTIONS <= len(found) <= MOST_OPTIONS:
        raise NotPossible(
            _("Give from %(least)s to %(most)s options.") % {"least": LEAST_OPTIONS, "most": MOST_OPTIONS}
        )
    if poll.kind in {Kind.DOT_VOTE, Kind.SCORE} and not 1 <= poll.most <= MOST_POINTS:
        raise NotPossible(_("Choose a number from 1 to %(most)s.") % {"most": MOST_POINTS})
    return found


def checked(poll: Poll, choices: Mapping[str, int]) -> dict[str, int]:
    """The ballot, if it is one for this poll. raises: NotPossible, with what is missing."""
    numbers = choices.values()
    if choices.keys() - poll.answers.keys():
        raise NotPossible(_("There is no such answer here. Load the page again and choose once more."))
    if poll.kind in ANSWERS:
        if len(choices) != 1 or set(numbers) != {1}:
            raise NotPossible(_("Choose one of the answers."))
    elif poll.kind == Kind.DOT_VOTE:
        if min(numbers, default=0) < 0 or not 1 <= sum(numbers) <= poll.most:
            raise NotPossible(
                _("You have %(most)s dots: give away at least one, and no more than that.") % {"most": poll.most}
            )
        return {key: number for key, number in choices.items() if number}
    elif poll.kind == Kind.RANKED_CHOICE:
        if not choices or not all(1 <= number <= len(poll.options) for number in numbers):
            raise NotPossible(_("Give 1 to what you like best, then 2 and so on. You may leave some out."))
    else:
        most = CAN if poll.kind == Kind.TIME_POLL else poll.most
        if not choices or not all(0 <= number <= most for number in numbers):
            raise NotPossible(_("Say something about at least one of them."))
    return dict(choices)
