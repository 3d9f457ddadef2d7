"""Forms of mentoring; a form an action, and they check shape only."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DateInput(forms.DateInput):
    """A day, as browsers let one choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MenteeForm(forms.Form):
    """What somebody looks for, and when."""

    about = forms.CharField(
        label=_("Topics and skills"), max_length=300,
        help_text=_("With commas between them, such as: evaluation, grants."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your own words"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How you like to work, how often you would meet. All members can read it."),
    )  # fmt: skip
    from_on = forms.DateField(label=_("From"), widget=DateInput(), initial=timezone.localdate)
    until_on = forms.DateField(label=_("Until"), widget=DateInput(), required=False)


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
