"""Forms of mentoring; a form an action, and they check shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.people.picking import in_one, pick_field
from ...core.people.subjects import subjects

LONGEST = 300


class DateInput(forms.DateInput):
    """A day, as browsers let one choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MenteeForm(forms.Form):
    """What somebody looks for, and when."""

    about = forms.CharField(
        label=_("Subjects and skills"), max_length=LONGEST,
        help_text=_("In your own words with commas between, such as: evaluation, grants. Or chosen below."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How you like to work, how often you would meet. All members can read it."),
    )  # fmt: skip
    from_on = forms.DateField(label=_("From"), widget=DateInput(), initial=timezone.localdate)
    until_on = forms.DateField(label=_("Until"), widget=DateInput(), required=False)

    use_required_attribute = False  # who ticks something need not write it

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = subjects()
        words = [word for word in self.initial.get("about", "").split(", ") if word]
        self.fields["pick_about"], self.initial["about"] = pick_field(self.known, words)
        self.fields["about"].required = not (self.is_bound and "pick_about" in self.data)

    def clean_pick_about(self) -> list[str]:
        """What was ticked and what was written are one list."""
        picked: list[str] = self.cleaned_data["pick_about"]
        if "about" in self.cleaned_data:
            try:
                self.cleaned_data["about"] = in_one(self.known, picked, self.cleaned_data["about"], longest=LONGEST)
            except forms.ValidationError as problem:
                self.add_error("about", problem)
        return picked

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "pick_about"}


class MentorForm(MenteeForm):
    """What somebody offers, to how many, and when."""

    capacity = forms.IntegerField(
        label=_("How many people at once?"), min_value=1, max_value=10, initial=1,
        help_text=_("When all places are taken you are shown as full, and nobody can ask."),
    )  # fmt: skip


class AskForm(forms.Form):
    """What somebody would work on together."""

    words = forms.CharField(
        label=_("What would you like to work on together?"), max_length=600, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only the person you ask reads it."),
    )  # fmt: skip
