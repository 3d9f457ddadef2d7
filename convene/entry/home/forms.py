"""Forms of the network's own texts; they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ...lib.text import MAX_SOURCE


class TextForm(forms.Form):
    """A text of the network."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=MAX_SOURCE,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Markdown is fine."),
    )
