"""Forms about institutions; a form an action, and they check shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...lib.text.countries import countries
from ...lib.ui.forms import choice_of
from .models import LONGEST_NAME, Institution, Kind, Size

WORDS = forms.Textarea(attrs={"rows": 2})


class ClaimForm(forms.Form):
    """A word to the staff."""

    note = forms.CharField(
        label=_("A word to the staff"), max_length=400, required=False, widget=WORDS,
        help_text=_("What you do there, or whom they could ask."),
    )  # fmt: skip


class RefuseForm(forms.Form):
    """A no, with its reason."""

    reason = forms.CharField(
        label=_("Why not"), max_length=400, help_text=_("A friendly sentence. It is told to the person who asked.")
    )


HELD = {  # what a column of a list can hold
    "name": _("Name"), "kind": _("Kind"), "place": _("Place"), "region": _("State or region"), "country": _("Country"),
    "size": _("Size"), "website": _("Website"), "latitude": _("Degrees north"), "longitude": _("Degrees east"),
    "coordinates": _("Both coordinates"), "identifier": _("Number in its source"), "closed": _("Whether it has closed"),
}  # fmt: skip


def _by_name() -> list[tuple[str, str]]:
    return sorted(countries().items(), key=lambda one: one[1])


class ListForm(forms.Form):
    """A list from elsewhere, given now or going along since it was looked at."""

    file = forms.FileField(label=_("The list"), required=False, help_text=_("CSV or Excel, up to 1 MB."))
    source = forms.CharField(
        label=_("What it is called"), max_length=60, required=False,
        help_text=_("By this it is known when it comes again. Empty, the name of the file."),
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("Of all rows that do not say it themselves.")
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["file"].required = not (data and data.get("kept"))
        choice_of(self, "country").choices = [("", _("Not said")), *_by_name()]


class EditForm(forms.Form):
    """What the page says."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    place = forms.CharField(
        label=_("Place"), max_length=160, required=False, help_text=_("The town, and the state or region.")
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    size = forms.ChoiceField(label=_("Size"), choices=Size.choices, required=False)
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, institution: Institution, *args: object, **kwargs: object) -> None:
        told = {name: getattr(institution, name) for name in self.base_fields}
        super().__init__(*args, initial=told, **kwargs)  # type: ignore[arg-type, misc]
        choice_of(self, "country").choices = [("", _("Not said")), *_by_name()]
