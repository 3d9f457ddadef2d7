"""How people voted, as bars and as a list, for whoever may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..counting import Ranking, Standing, rank, standing_of, totals
from ..models import ANSWERS, Kind, Poll, Stance, Urn
from ..models.kinds import CAN, IF_NEED_BE

if TYPE_CHECKING:
    import datetime as dt

    from ....core.people.models import User


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote as it may be shown; nobody's, where votes have no names."""

    choices: Mapping[str, int]
    reason: str
    person: User | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the results."""

    key: str
    text: str
    number: str
    share: int  # of the longest possible, in per cent
    note: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What a poll found. `first` are the options at the top, more than one where they are tied."""

    bars: list[Bar]
    standing: Standing | None = None  # of a proposal
    ranking: Ranking | None = None  # of a ranked choice
    first: list[str] = field(default_factory=list)


def votes_of(poll: Poll) -> list[Vote]:
    """All votes, those of today first; without names in an order that says nothing. One query."""
    if poll.is_anonymous:
        urn = Urn.objects.filter(poll=poll).first()
        cast = sorted(urn.ballots.items()) if urn else []
        return [Vote(one["choices"], one["reason"]) for _key, one in cast]
    rows = Stance.objects.filter(poll=poll).select_related("person").order_by("-at", "-pk")
    return [Vote(one.choices, one.reason, one.person, one.at) for one in rows]


def results_of(poll: Poll, votes: Sequence[Vote], eligible: int) -> Results:
    """The count of these votes, as the kind of the poll counts."""
    ballots = [one.choices for one in votes]
    if poll.kind == Kind.RANKED_CHOICE:
        return _ranked(poll.answers, ballots)
    if poll.kind == Kind.SCORE:
        return _scored(poll, ballots)
    if poll.kind == Kind.TIME_POLL:
        return _timed(poll.answers, ballots)
    counts = totals(ballots, list(poll.answers))
    whole = sum(counts.values()) or 1
    bars = [
        Bar(key, words, f"{counts[key]}", round(100 * counts[key] / whole), f"{round(100 * counts[key] / whole)} %")
        for key, words in poll.answers.items()
    ]
    if poll.kind == Kind.DOT_VOTE:
        return Results(bars, first=_top(poll.answers, counts))
    if not poll.is_proposal:
        return Results(bars)
    return Results(bars, standing_of(counts, threshold=poll.threshold, quorum=poll.quorum, eligible=eligible))


def says(poll: Poll) -> Callable[[Mapping[str, int]], list[str]]:
    """What words say a ballot of this poll, the most important first."""
    answers = poll.answers
    how = {CAN: _("I can"), IF_NEED_BE: _("If need be")}

    def said(choices: Mapping[str, int]) -> list[str]:
        if poll.kind in ANSWERS:
            return [answers[key] for key in choices if key in answers]
        if poll.kind == Kind.RANKED_CHOICE:
            return [f"{place}. {answers[key]}" for key, place in sorted(choices.items(), key=lambda one: one[1])]
        given = sorted(choices.items(), key=lambda one: -one[1])
        if poll.kind == Kind.TIME_POLL:
            return [f"{answers[key]}: {how[number]}" for key, number in given if number]
        return [f"{answers[key]}: {number}" for key, number in given]

    return said


def _ranked(answers: Mapping[str, str], ballots: Sequence[Mapping[str, int]]) -> Results:
    found, bars = rank(ballots, list(answers)), []
    most, place = max(len(answers) - 1, 1), 1
    for group in found.groups:
        for key in group:
            beaten = sum(found.prefer[key, other] > found.prefer[other, key] for other in answers if other != key)
            note = ngettext("beats %(num)s other", "beats %(num)s others", beaten) % {"num": beaten}
            bars.append(Bar(key, answers[key], f"{place}.", round(100 * beaten / most), note))
        place += len(group)
    top = [answers[key] for key in found.groups[0]] if ballots and found.groups else []
    return Results(bars, ranking=found, first=top)


def _scored(poll: Poll, ballots: Sequence[Mapping[str, int]]) -> Results:
    given = {key: [one[key] for one in ballots if key in one] for key in poll.answers}
    means = {key: sum(points) / len(points) if points else 0.0 for key, points in given.items()}
    bars = [
        Bar(
            key, words, f"{means[key]:.1f}" if given[key] else "–", round(100 * means[key] / poll.most),
            ngettext("by %(num)s person", "by %(num)s people", len(given[key])) % {"num": len(given[key])},
        ) for key, words in poll.answers.items()
    ]  # fmt: skip
    return Results(bars, first=_top(poll.answers, means))


def _timed(answers: Mapping[str, str], ballots: Sequence[Mapping[str, int]]) -> Results:
    can = {key: sum(one.get(key) == CAN for one in ballots) for key in answers}
    perhaps = {key: sum(one.get(key) == IF_NEED_BE for one in ballots) for key in answers}
    whole = len(ballots) or 1
    bars = [
        Bar(
            key,
            words,
            f"{can[key]}",
            round(100 * can[key] / whole),
            _("and %(num)s if need be") % {"num": perhaps[key]} if perhaps[key] else "",
        )
        for key, words in answers.items()
    ]
    best = {key: can[key] * (whole + 1) + perhaps[key] for key in answers}  # first who can, then who could if need be
    return Results(bars, first=_top(answers, best))


def _top(answers: Mapping[str, str], found: Mapping[str, float]) -> list[str]:
    """The options that nothing stands above; none while nothing was said."""
    most = max(found.values(), default=0)
    return [answers[key] for key, number in found.items() if number == most] if most else []
