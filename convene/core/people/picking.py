"""Fields for subjects and skills: one ticks those that the network has a name for, and writes the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .subjects import Subjects


def pick_field(known: Subjects, words: Sequence[str]) -> tuple[forms.MultipleChoiceField, str]:
    """What can be ticked, with what of the words is; and what of them is left to be written."""
    told = {key: word for word, key in known.told(words)}
    groups = [(_("Subjects"), known.topics), (_("Skills"), known.skills)]
    field = forms.MultipleChoiceField(
        label=_("Choose from subjects and skills"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(group, [(one.key, str(one)) for one in ones]) for group, ones in groups if ones],
        initial=[key for key in told if key in known.by_key],
    )  # fmt: skip
    return field, ", ".join(word for key, word in told.items() if key not in known.by_key)


def in_one(known: Subjects, picked: Iterable[str], written: str, *, longest: int) -> str:
    """What was ticked and what was written, with commas between. raises: ValidationError for too much of it."""
    words = ", ".join(filter(None, [*(str(known.by_key[key]) for key in picked), written]))
    if len(words) > longest:
        raise forms.ValidationError(
            _("Name fewer: together they may have %(number)s letters.") % {"number": longest}
        )
    return words
