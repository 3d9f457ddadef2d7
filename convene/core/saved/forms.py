"""How a saved search is called, and how often it mails; shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Mail


class SearchForm(forms.Form):
    """A saved search."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    mail = forms.ChoiceField(
        label=_("Mail me what is new"), choices=Mail.choices, widget=forms.RadioSelect,
        help_text=_("It stands at the bell in any case, as soon as it is found."),
    )  # fmt: skip
