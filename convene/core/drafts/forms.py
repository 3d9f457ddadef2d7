"""A draft as a form sends it; shape only."""

from __future__ import annotations

from django import forms


class DraftForm(forms.Form):
    """What is being written."""

    body = forms.CharField(required=False, strip=False)
    title = forms.CharField(required=False)
    upon = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    began = forms.CharField(required=False, max_length=40)


class DiscardForm(forms.Form):
    """A draft that is not wanted, and where to go then."""

    back = forms.CharField(required=False, max_length=400)
