"""Forms about polls; a form an action, and they check shape only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import ANSWERS, Kind, ReviewState, Threshold
from .models.kinds import CAN, CANNOT, IF_NEED_BE, MOST_POINTS, WITH_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Poll

LETTERS, MOST_TIMES = 1000, 8


class MomentInput(forms.DateTimeInput):
    """A day and a time, as browsers let one choose them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AskForm(forms.Form):
    """What is asked, and by which rules."""

    title = forms.CharField(label=_("What do you ask?"), max_length=200)
    details = forms.CharField(
        label=_("In full"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everybody votes on these words. Markdown works here."),
    )  # fmt: skip
    threshold = forms.ChoiceField(
        label=_("What does it take?"), choices=Threshold.choices, initial=Threshold.HALF, widget=forms.RadioSelect,
        help_text=_("Of those who agree or disagree. Who abstains takes part, but is not counted here."),
    )  # fmt: skip
    quorum = forms.IntegerField(
        label=_("How many have to take part?"), min_value=0, max_value=100, initial=0,
        help_text=_("In per cent of those who may vote. With 0 any number will do."),
    )  # fmt: skip
    allows_block = forms.BooleanField(
        label=_("One can block"), required=False, help_text=_("A single block stops the proposal, with a reason.")
    )
    closes_at = forms.DateTimeField(label=_("Open until"), widget=MomentInput())
    is_hidden = forms.BooleanField(
        label=_("Hide results until it has closed"), required=False,
        help_text=_("From everybody, from you as well. So nobody waits to see what others say."),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=_("Vote without names"), required=False,
        help_text=_(
            "Nobody sees who chose what, and nothing that is stored says so. Results are hidden until it has closed, "
            "people can change their vote only with the browser they used, and fewer than five votes are not shown."
        ),
    )  # fmt: skip
    tells_all = forms.BooleanField(
        label=_("Tell all members"), required=False,
        help_text=_("Otherwise those who follow the topic are told and reminded. All members may vote in any case."),
    )  # fmt: skip

    def __init__(self, kind: str, *args: Any, may_tell_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._put_after("details", _asked_for(kind, kwargs.get("initial") or {}))
        if kind != Kind.PROPOSAL:
            for name in ("threshold", "quorum", "allows_block"):
                del self.fields[name]
        else:
            self.fields["title"].label = _("The proposal in a sentence")
            self.fields["details"].required = True
        if not may_tell_all:
            del self.fields["tells_all"]

    def terms(self) -> dict[str, Any]:
        """What `ask` takes."""
        told = dict(self.cleaned_data)
        times = [told.pop(name) for name in list(told) if name.startswith("time_")]
        if times:
            told["options"] = [one.isoformat() for one in times if one]
        elif "options" in told:
            told["options"] = told["options"].splitlines()
        return told

    def _put_after(self, name: str, more: dict[str, forms.Field]) -> None:
        order = list(self.fields)
        self.fields |= more
        at = order.index(name) + 1
        self.order_fields([*order[:at], *more, *order[at:]])


def _asked_for(kind: str, said: Mapping[str, Any]) -> dict[str, forms.Field]:
    """What is asked for by this kind alone: options, times, and how much one has to give."""
    if kind == Kind.TIME_POLL:
        known = [dt.datetime.fromisoformat(one) for one in said.get("options", ())]
        return {
            f"time_{number}": forms.DateTimeField(
                label=_("Time %(number)s") % {"number": number}, required=number <= 2, widget=MomentInput(),
                initial=known[number - 1] if number <= len(known) else None,
            ) for number in range(1, MOST_TIMES + 1)
        }  # fmt: skip
    if kind not in WITH_OPTIONS:
        return {}
    options = forms.CharField(
        label=_("Options"), help_text=_("One on each line, 2 to 20 of them."), widget=forms.Textarea(attrs={"rows": 5}),
        initial="\n".join(said.get("options", ())),
    )  # fmt: skip
    if kind == Kind.RANKED_CHOICE:
        return {"options": options}
    label = _("How many dots does each person have?") if kind == Kind.DOT_VOTE else _("How many points at most?")
    return {"options": options, "most": forms.IntegerField(label=label, min_value=1, max_value=MOST_POINTS, initial=5)}


class MoreTimeForm(forms.Form):
    """Until when, once somebody has voted."""

    closes_at = forms.DateTimeField(
        label=_("Open until"), widget=MomentInput(),
        help_text=_("Somebody has voted: you can give it more time, and all else stays as they saw it."),
    )  # fmt: skip


class VoteForm(forms.Form):
    """How one stands, and why."""

    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, poll: Poll, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.fields = {**_answers_of(poll), **self.fields}
        if poll.is_anonymous:
            self.fields["reason"].help_text = _("It is shown without your name. Leave out what would tell who you are.")

    def choices(self) -> dict[str, int]:
        """The ballot: answer -> number."""
        if self.poll.kind in ANSWERS:
            return {self.cleaned_data["answer"]: 1}
        given = {key: self.cleaned_data[f"option_{key}"] for key in self.poll.answers}
        return {key: int(number) for key, number in given.items() if number != ""}

    @staticmethod
    def begun(choices: Mapping[str, int], reason: str) -> dict[str, Any]:
        """What stands in the form of somebody who has voted."""
        answers = {f"option_{key}": number for key, number in choices.items()}
        return answers | {"answer": next(iter(choices), ""), "reason": reason}


def _answers_of(poll: Poll) -> dict[str, forms.Field]:
    """A field for the answer, or one for each option."""
    answers = poll.answers
    if poll.kind in ANSWERS:
        choices = list(answers.items())
        return {"answer": forms.ChoiceField(label=_("Your answer"), choices=choices, widget=forms.RadioSelect)}
    if poll.kind == Kind.TIME_POLL:
        how = [(CAN, _("I can")), (IF_NEED_BE, _("If need be")), (CANNOT, _("I cannot"))]
        return {
            f"option_{key}": forms.ChoiceField(label=words, choices=how, required=False, widget=forms.RadioSelect)
            for key, words in answers.items()
        }
    first, last = {Kind.RANKED_CHOICE: (1, len(answers))}.get(Kind(poll.kind), (0, poll.most))
    numbers = [("", "–"), *((number, str(number)) for number in range(first, last + 1))]
    return {
        f"option_{key}": forms.ChoiceField(label=words, choices=numbers, required=False)
        for key, words in answers.items()
    }


class OutcomeForm(forms.Form):
    """What was decided."""

    text = forms.CharField(
        label=_("What was decided, and what happens next"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Those who took part are told. Say why, above all to those who wanted something else."),
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("On that day you are reminded, and say whether it still stands."),
    )  # fmt: skip


class ReviewForm(forms.Form):
    """Whether it still stands."""

    state = forms.ChoiceField(label=_("Does it still stand?"), choices=ReviewState.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What has changed?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
