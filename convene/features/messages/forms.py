"""Forms of messages; they check shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.contact.models import Accepts
from ...lib.ui.forms import choice_of

SOURCE_SIZE = {"rows": 6}


class MultipleFiles(forms.FileField):
    """Any number of files, for browsers without JavaScript."""

    widget = type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of uploaded files, maybe empty."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(MultipleFiles, self).clean(each, initial) for each in given]


class ToField(forms.CharField):
    """People with commas between them, each as a name or with a handle: "Ana Lima @ana-lima, Ben Osei"."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        """What stands between the commas."""
        text = super().clean(value)
        parts = (" ".join(part.split()) for part in text.replace(";", ",").split(","))
        return list(dict.fromkeys(filter(None, parts)))


class WriteForm(forms.Form):
    """A message."""

    body = forms.CharField(label=_("Your message"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class StartForm(WriteForm):
    """A message to one or a few people."""

    to = ToField(label=_("To"), max_length=2000, help_text=_("Names or @handles, with commas between them."))
    draft = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    with_address = forms.BooleanField(required=False, label=_("Let them answer to my mail address"))


class GroupForm(forms.Form):
    """A message to all members of a community."""

    body = forms.CharField(label=_("Your message"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AddForm(forms.Form):
    """Somebody to bring in."""

    to = ToField(label=_("Whom do you want to add?"), max_length=200, help_text=_("A name or an @handle."))


class ReadForm(forms.Form):
    """How far somebody read."""

    upto = forms.IntegerField(min_value=0)


class DraftForm(forms.Form):
    """What is being written."""

    body = forms.CharField(required=False, strip=False)


class ReportForm(forms.Form):
    """What is wrong with a message, and which others go to the staff with it."""

    reason = forms.CharField(
        label=_("What is wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words. The staff of the network read it, and nobody else."),
    )  # fmt: skip
    also = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, numbers: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choice_of(self, "also").choices = [(str(number), str(number)) for number in numbers]


class AnswerForm(forms.Form):
    """What the staff say to whoever asked for help."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person who asked for help reads it. Say what you have done, or why nothing was needed."),
    )  # fmt: skip


class AcceptForm(forms.Form):
    """From whom somebody takes a first message."""

    accepts = forms.ChoiceField(
        label=_("Who may write to you?"), choices=Accepts.choices, widget=forms.RadioSelect,
        help_text=_("This is for new conversations; those that you have go on."),
    )  # fmt: skip
    by_mail = forms.BooleanField(
        label=_("Mail me when somebody writes to me for the first time, or wants to be introduced"), required=False,
        help_text=_("The mail shows your address to nobody. What follows in a conversation rings the bell here."),
    )  # fmt: skip
