"""Forms of introductions; they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """Who introduces, and what one would like to talk about."""

    between = forms.SlugField(max_length=40, error_messages={"required": _("Choose who could introduce you.")})
    words = forms.CharField(
        label=_("What would you like to talk about?"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both of them read it."),
    )  # fmt: skip
    shows_address = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    """What goes with an answer."""

    note = forms.CharField(max_length=600, required=False)
    shows_address = forms.BooleanField(required=False)
