"""Forms of readiness; they check shape only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from .actions import Said
from .models import LONGEST, Rating

if TYPE_CHECKING:
    from ...core.frameworks.texts.shapes import Criterion, Dimension, Readiness, Rubric


class SheetForm(forms.Form):
    """For each dimension a level, what is needed, and what is there."""

    is_named = forms.BooleanField(
        label=_("Put my name beside what I wrote"), required=False,
        help_text=_("Without it your words stand there without a name. Your levels never have one."),
    )  # fmt: skip

    def __init__(self, text: Readiness, said: Mapping[str, Rating], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        for one in text.dimensions:
            levels = [(str(at), str(words)) for at, words in enumerate(one.levels, 1)]
            mine = said.get(one.key)
            self.fields[f"{one.key}-level"] = forms.ChoiceField(
                label=_("Which sentence is true today?"), required=False, widget=forms.RadioSelect,
                choices=[*levels, ("", _("I cannot judge this"))], initial=str((mine and mine.level) or ""),
            )  # fmt: skip
            self.fields[f"{one.key}-needs"] = _note(_("What we need"), one.needs, mine.needs if mine else "")
            self.fields[f"{one.key}-assets"] = _note(_("What we have"), one.assets, mine.assets if mine else "")

    def rows(self) -> Iterator[tuple[Dimension, BoundField, BoundField, BoundField]]:
        """Each dimension with its fields."""
        for one in self.text.dimensions:
            yield one, self[f"{one.key}-level"], self[f"{one.key}-needs"], self[f"{one.key}-assets"]

    @property
    def said(self) -> list[Said]:
        """What was filled in."""
        given = self.cleaned_data
        return [
            Said(one.key, int(given[f"{one.key}-level"]) if given[f"{one.key}-level"] else None,
                 given[f"{one.key}-needs"], given[f"{one.key}-assets"])
            for one in self.text.dimensions
        ]  # fmt: skip


class RubricForm(forms.Form):
    """For each attribute a level, and what shows it."""

    may_stand_alone = forms.BooleanField(
        label=_("Show it also if I am the only one of my side"), required=False,
        help_text=_("Then everybody in the team knows that these levels are yours. Otherwise nobody sees them."),
    )  # fmt: skip
    is_named = forms.BooleanField(label=_("Put my name beside what I wrote"), required=False)

    def __init__(self, text: Rubric, said: Mapping[str, Rating], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.text = text
        for one in text.criteria:
            levels = [(str(at), str(words)) for at, words in enumerate(one.levels, 1)]
            mine = said.get(one.key)
            self.fields[f"{one.key}-level"] = forms.ChoiceField(
                label=_("Which sentence is true today?"), required=False, widget=forms.RadioSelect,
                choices=[*levels, ("", _("I cannot judge this"))], initial=str((mine and mine.level) or ""),
            )  # fmt: skip
            self.fields[f"{one.key}-evidence"] = _note(
                _("What shows it"), "; ".join(map(str, one.evidence)), mine.evidence if mine else ""
            )

    def clean(self) -> dict[str, Any]:
        """Who shares says what shows each level above the first."""
        given: dict[str, Any] = super().clean() or {}
        for one in self.text.criteria if "share" in self.data else ():
            if (given.get(f"{one.key}-level") or "1") > "1" and not given.get(f"{one.key}-evidence", "").strip():
                self.add_error(f"{one.key}-evidence", _("What shows it? A level above the first needs that."))
        return given

    def rows(self) -> Iterator[tuple[Criterion, BoundField, BoundField]]:
        """Each attribute with its fields."""
        for one in self.text.criteria:
            yield one, self[f"{one.key}-level"], self[f"{one.key}-evidence"]

    @property
    def said(self) -> list[Said]:
        """What was filled in."""
        given = self.cleaned_data
        return [
            Said(one.key, int(given[f"{one.key}-level"]) if given[f"{one.key}-level"] else None,
                 evidence=given[f"{one.key}-evidence"])
            for one in self.text.criteria
        ]  # fmt: skip


class CloseForm(forms.Form):
    """When the team comes back."""

    revisit_on = forms.DateField(
        label=_("When do you look again?"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The next round begins by itself on that day. Leave it empty to begin it yourselves."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["revisit_on"].initial = on.isoformat()


def _note(label: Any, hint: Any, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, help_text=str(hint), initial=initial,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
