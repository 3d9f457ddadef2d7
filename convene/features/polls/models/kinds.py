"""The kinds of asking, and the answers of those whose answers are always the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is asked for."""

    SENSE_CHECK = "sense_check", _("Sense check")
    PROPOSAL = "proposal", _("Proposal")
    DOT_VOTE = "dot_vote", _("Dot vote")
    RANKED_CHOICE = "ranked_choice", _("Ranked choice")
    SCORE = "score", _("Score")
    TIME_POLL = "time_poll", _("Time poll")
    OPT_IN = "opt_in", _("Opt-in")


class Threshold(models.TextChoices):
    """How many of those who agree or disagree have to agree."""

    HALF = "half", _("More than half agree")
    TWO_THIRDS = "two_thirds", _("At least two thirds agree")
    THREE_QUARTERS = "three_quarters", _("At least three quarters agree")
    ALL = "all", _("All agree")


ABOUT = {
    Kind.SENSE_CHECK: _("How does an idea sit with people, before it is a proposal?"),
    Kind.PROPOSAL: _("Do people agree with what is written? What it takes is said beforehand."),
    Kind.DOT_VOTE: _("What matters most? Each person spreads some dots over the options."),
    Kind.RANKED_CHOICE: _("Which of several is best? Each person ranks them, and they are compared two by two."),
    Kind.SCORE: _("How good is each option by itself? Each gets points."),
    Kind.TIME_POLL: _("When can people meet? Everybody sees the times on their own clock."),
    Kind.OPT_IN: _("Who is in? Members say so, and nobody has to."),
}
WITH_OPTIONS = frozenset({Kind.DOT_VOTE, Kind.RANKED_CHOICE, Kind.SCORE})
LEAST_OPTIONS, MOST_OPTIONS, MOST_POINTS = 2, 20, 20
CAN, IF_NEED_BE, CANNOT = 2, 1, 0  # of a time
ANSWERS = {
    Kind.SENSE_CHECK: {"good": _("Looks good"), "unsure": _("Not sure"), "concerned": _("Concerned")},
    Kind.PROPOSAL: {
        "agree": _("Agree"), "abstain": _("Abstain"), "disagree": _("Disagree"),
        "block": _("Block: I cannot go along with this"),
    },
    Kind.OPT_IN: {"in": _("I am in"), "out": _("Not this time")},
}  # fmt: skip
