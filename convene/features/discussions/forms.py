"""Forms of discussions; they check shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Follow, Kind

SOURCE_SIZE = {"rows": 8}


class MultipleFiles(forms.FileField):
    """Any number of files, for browsers without JavaScript."""

    widget = type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of uploaded files, maybe empty."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(MultipleFiles, self).clean(each, initial) for each in given]


class ReplyForm(forms.Form):
    """A post."""

    body = forms.CharField(label=_("Your reply"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class EditForm(forms.Form):
    """A post's new wording."""

    body = forms.CharField(label=_("Your text"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class StartForm(forms.Form):
    """A new topic."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind.choices, initial=Kind.DISCUSSION, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("Your text"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class TitleForm(forms.Form):
    """A better title."""

    title = forms.CharField(label=_("Title"), max_length=200)


class FollowForm(forms.Form):
    """How closely to follow."""

    level = forms.ChoiceField(choices=Follow.choices)


class ReadForm(forms.Form):
    """How far somebody read."""

    upto = forms.IntegerField(min_value=0)


class ReactionForm(forms.Form):
    """A reaction, or taking it back."""

    kind = forms.CharField(max_length=12, required=False)
    take_back = forms.CharField(max_length=12, required=False)


class DraftForm(forms.Form):
    """What is being written."""

    body = forms.CharField(required=False, strip=False)
    title = forms.CharField(required=False, max_length=200)


class PreviewForm(forms.Form):
    """A text to look at before it is posted."""

    body = forms.CharField(strip=False)
