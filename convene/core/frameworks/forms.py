"""The form with which staff take up a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .texts.tree import LARGEST


class AdoptForm(forms.Form):
    """A text as a file, or written in place."""

    file = forms.FileField(
        label=_("A YAML file"), required=False, help_text=_("In UTF-8. Or change the text below.")
    )
    source = forms.CharField(
        label=_("The text"), required=False, strip=False, max_length=LARGEST + 1,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )  # fmt: skip
    note = forms.CharField(label=_("What is new in it"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """The file wins; without either there is nothing to take up."""
        said: dict[str, Any] = super().clean() or {}
        file = said.get("file")
        if file is not None and (file.size or 0) > LARGEST * 4:
            self.add_error("file", _("This file is too large to be such a text."))
        elif file is not None:
            try:
                said["source"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This file is not in UTF-8. Save it again with that encoding."))
        elif not said.get("source", "").strip() and "source" not in self.errors:
            self.add_error("source", _("Choose a file, or write the text."))
        return said
