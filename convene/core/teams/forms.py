"""Forms about teams; a form an action, and they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..communities.forms import InviteForm as InviteForm


class TeamForm(forms.Form):
    """What a team is called, and what it is for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(
        label=_("What it is for"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. The members read it, and whoever is invited."),
    )  # fmt: skip
