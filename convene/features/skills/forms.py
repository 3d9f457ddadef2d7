"""Forms about skills; they check shape only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.frameworks.texts.shapes import STEPS
from .actions import Answer
from .queries import skills_by_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...core.frameworks.texts.shapes import Competency, Skills


class RatingForm(forms.Form):
    """A step, a wish and an offer for each skill of one competency."""

    def __init__(self, data: Any, part: Competency) -> None:
        super().__init__(data)
        self.keys = [one.key for one in part.skills]
        for key in self.keys:
            steps = [(step, step) for step in range(STEPS)]
            self.fields[f"step-{key}"] = forms.TypedChoiceField(
                choices=steps, coerce=int, empty_value=None, required=False
            )
            self.fields[f"grows-{key}"] = forms.BooleanField(required=False)
            self.fields[f"offers-{key}"] = forms.BooleanField(required=False)

    @property
    def answers(self) -> dict[str, Answer]:
        """What was said, by the key of each skill."""
        said = self.cleaned_data
        return {key: Answer(said[f"step-{key}"], said[f"grows-{key}"], said[f"offers-{key}"]) for key in self.keys}


class NeedForm(forms.Form):
    """What a piece of work is, and the skills that it needs."""

    name = forms.CharField(label=_("What the work is"), max_length=120)
    skills = forms.MultipleChoiceField(
        label=_("Skills"), error_messages={"required": _("Tick at least one skill.")},
    )  # fmt: skip

    def __init__(self, data: Any, text: Skills, told: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(told))
        field = self.fields["skills"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, str(one.name)) for key, one in skills_by_key(text).items()]
