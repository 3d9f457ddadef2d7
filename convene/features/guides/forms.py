"""Forms of a round of the guide; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.communities.models import Community
from ...lib.ui.forms import rows_of
from .models import LONGEST, Became, Confidence, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...core.people.models import User

COLUMNS = {"owner": "owner_id"}  # fields that stand under another name in their table


class Versioned(forms.Form):
    """A form that says, for each field, upon which version it writes."""

    @staticmethod
    def column(name: str) -> str:
        """Where a field stands in its table."""
        return COLUMNS.get(name, name)

    @staticmethod
    def name_of(column: str) -> str:
        """The field that shows a column."""
        return next((name for name, one in COLUMNS.items() if one == column), column)

    def said(self) -> dict[str, Any]:
        """What was written, by column; only what the form was sent."""
        sent = {name for name in self.fields if name in self.data or f"upon_{name}" in self.data}
        return {self.column(name): value for name, value in self.cleaned_data.items() if name in sent}

    def upon(self) -> dict[str, int]:
        """The versions that the writer knows, by column."""
        found = {name: self.data.get(f"upon_{name}", "") for name in self.fields}
        return {self.column(name): int(one) for name, one in found.items() if one.isascii() and one.isdigit()}


class AnswerForm(Versioned):
    """What one person says alone."""

    step = forms.TypedChoiceField(
        label=_("Where do we stand?"), coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("What makes you say so?"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    role = forms.ChoiceField(
        label=_("From where do you look at it?"), required=False,
        choices=[("", _("I would rather not say")), *Role.choices],
        help_text=_("Roles are named only where two people hold them, and where they see it differently."),
    )  # fmt: skip

    def __init__(self, *args: Any, steps: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["step"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(at, str(name)) for at, name in enumerate(steps)]


class SkipForm(forms.Form):
    """Why a question is left out."""

    reason = forms.CharField(label=_("Why you skip it"), max_length=300, required=False)


class TeamAnswerForm(Versioned):
    """What the team says as one."""

    words = forms.CharField(
        label=_("What we say as a team"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    became = forms.ChoiceField(
        label=_("And what we said last time?"), required=False, choices=Became.choices, widget=forms.RadioSelect
    )
    confidence = forms.ChoiceField(
        label=_("How sure are we?"), required=False, choices=[("", _("Not said")), *Confidence.choices]
    )
    owner = forms.TypedChoiceField(
        label=_("Who looks after it?"), coerce=int, empty_value=None, required=False
    )  # fmt: skip
    revisit_on = forms.DateField(
        label=_("When do we look again?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[User], left: User | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.TypedChoiceField)
        gone = [(left.pk, _("%(person)s (has left the team)") % {"person": left})] if left else []
        field.choices = [("", _("Nobody yet")), *((one.pk, str(one)) for one in members), *gone]


def initial_of(row: Any, names: Iterable[str]) -> Mapping[str, Any]:
    """What stands in the fields now."""
    return {name: getattr(row, COLUMNS.get(name, name)) for name in names} if row else {}


class PartnerForm(forms.Form):
    """Whom of the partner's to ask."""

    ask = forms.CharField(label=_("Whom would you ask?"), max_length=200, required=False)


class CloseForm(forms.Form):
    """When the team comes back."""

    revisit_on = forms.DateField(
        label=_("When do you come back to it?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The next round opens on that day by itself, and everybody is told. Empty: begin it yourselves."),
    )  # fmt: skip


class WhereForm(forms.Form):
    """The community in which a topic is begun."""

    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("In which community?"), to_field_name="slug",
        empty_label=_("Choose a community"),
        error_messages={
            "invalid_choice": _("You are not in that community, or nobody writes there any more. Choose another.")
        },
    )  # fmt: skip

    def __init__(self, *args: Any, places: QuerySet[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "community").queryset = places
