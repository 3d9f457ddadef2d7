"""Forms about people; they check shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpForm(forms.Form):
    """What we ask beside address and password."""

    name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request: object, user: object) -> None:
        """allauth calls this once the person exists."""
