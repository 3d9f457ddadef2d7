"""Forms about actions; a form an action, and they check shape only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...lib.ui.forms import rows_of
from ..people.models import User
from .models import LETTERS
from .queries import members_of

if TYPE_CHECKING:
    from ..teams.models import Team


class StepForm(forms.Form):
    """What is to be done, by whom and by when."""

    text = forms.CharField(
        label=_("What is to be done"), max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Begin with a verb, so that one can see when it is done."),
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who does it"), required=False, empty_label=_("Nobody yet")
    )
    due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Whoever does it is reminded three days before, on the day, and once after."),
    )  # fmt: skip

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "owner").queryset = members_of(team)


class FinishForm(forms.Form):
    """What came of it."""

    became = forms.CharField(
        label=_("What came of it"), max_length=LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. When your team comes back to this, it stands beside the question."),
    )  # fmt: skip


class DropForm(forms.Form):
    """Why it is dropped."""

    became = forms.CharField(
        label=_("Why it is dropped"), max_length=LETTERS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence is enough. It saves whoever comes back to this from asking."),
    )  # fmt: skip
