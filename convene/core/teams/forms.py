"""Forms about teams; a form an action, and they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..communities.forms import InviteForm as CommunityInviteForm
from .models import Side


class TeamForm(forms.Form):
    """What a team is called, and what it is for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(
        label=_("What it is for"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. The members read it, and whoever is invited."),
    )  # fmt: skip


class InviteForm(CommunityInviteForm):
    """Whom to invite, and on whose side."""

    side = forms.ChoiceField(
        label=_("Who are they?"), widget=forms.RadioSelect, initial=Side.OWN, required=False,
        choices=[
            (Side.OWN, _("Colleagues from the institution")),
            (Side.PARTNER, _("Partners from outside it, who see and say as much as everybody")),
        ],
    )  # fmt: skip

    def clean_side(self) -> str:
        """Colleagues, unless somebody says otherwise."""
        return self.cleaned_data["side"] or Side.OWN
