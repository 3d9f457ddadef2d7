"""The form with which somebody rates themselves; it checks shape only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from ...core.frameworks.texts.shapes import STEPS
from .actions import Answer

if TYPE_CHECKING:
    from ...core.frameworks.texts.shapes import Competency


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
