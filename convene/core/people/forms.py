"""Forms about people; they check shape only."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ...lib.ui.forms import choice_of
from .models import PROFILE_FIELDS, How, User
from .picking import in_one, pick_field
from .rules import EVERYONE, MEMBERS, NOBODY
from .subjects import subjects

LEVELS = [(EVERYONE, _("Everyone")), (MEMBERS, _("Members")), (NOBODY, _("Only me"))]
HINTS = {
    "pronouns": _("Such as she/her, they/them."),
    "role": _("What you do there, in your own words."),
    "institution": _("Museum, science center, library, community group …"),
    "place": _("City and state, or country."),
    "languages": _("With commas between them."),
    "can_help_with": _("What colleagues may ask you about, in your own words with commas between, or chosen below."),
    "wants_to_learn": _("What you would like to get better at, with commas between, or chosen below."),
}
PICKED = ("can_help_with", "wants_to_learn")  # what the network may have a name for
COMPLETES = {"name": "name", "role": "organization-title", "institution": "organization"}


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person says of themselves, and beside each field who may see it."""

    class Meta:
        model = User
        fields = ("name", *PROFILE_FIELDS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.Meta.fields:
            field = self.fields[name]
            field.help_text = HINTS.get(name, "")
            field.widget.attrs["autocomplete"] = COMPLETES.get(name, "off")
        self.fields["wants_to_learn"].label = _("Want to learn")
        for name in PROFILE_FIELDS:
            self.fields[f"see_{name}"] = forms.ChoiceField(
                label=_("Who sees this: %(field)s") % {"field": self.fields[name].label},
                choices=LEVELS,
                initial=self.instance.visibility_of(name),
            )
        self.known = subjects()
        for name in PICKED:
            self._offer(name)

    def _offer(self, name: str) -> None:
        """Beside the words of a field, what the network has a name for, to be ticked."""
        self.fields[f"pick_{name}"], self.initial[name] = pick_field(self.known, self.instance.words_in(name))

    def rows(self) -> Iterator[tuple[BoundField, BoundField, BoundField | None]]:
        """Each field, who sees it, and what may be ticked beside it."""
        for name in PROFILE_FIELDS:
            yield self[name], self[f"see_{name}"], self[f"pick_{name}"] if name in PICKED else None

    def clean(self) -> dict[str, Any]:
        """What was ticked and what was written are one list."""
        for name in PICKED:
            picked, said = self.cleaned_data.get(f"pick_{name}", ()), self.cleaned_data.get(name, "")
            longest = cast(forms.CharField, self.fields[name]).max_length or 0
            try:
                self.cleaned_data[name] = in_one(self.known, picked, said, longest=longest)
            except forms.ValidationError as problem:
                self.add_error(name, problem)
        return self.cleaned_data

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def levels(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"see_{name}"] for name in PROFILE_FIELDS}

    def _post_clean(self) -> None:
        """The action changes the person; the form does not."""


class PreferencesForm(forms.Form):
    """Clock and language."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("All times on the site are shown in it.")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = {"site": settings.TIME_ZONE.replace("_", " ")}
        choice_of(self, "time_zone").choices = [("", _("As the site: %(site)s") % own), *_zones()]
        choice_of(self, "language").choices = [("", _("As the site")), *settings.LANGUAGES]


class LeaveForm(forms.Form):
    """What becomes of what somebody wrote."""

    how = forms.ChoiceField(label=_("What becomes of what you wrote?"), choices=How.choices, widget=forms.RadioSelect)


class CloseForm(LeaveForm):
    """The same, by staff for somebody who asked; their handle is typed so that it is nobody else's."""

    handle = forms.CharField(label=_("Their handle, to be sure"), max_length=40)

    def __init__(self, person: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        self.fields["how"].label = _("What becomes of what they wrote?")
        choice_of(self, "how").choices = [
            (How.KEEP, _("It stays under their name")), (How.ANONYMOUS, _("It stays without their name")),
            (How.REMOVE, _("It is removed")),
        ]  # fmt: skip
        self.fields["handle"].help_text = _("Type %(handle)s.") % {"handle": person.handle}

    def clean_handle(self) -> str:
        """Asked twice, as the person would be."""
        handle = str(self.cleaned_data["handle"]).strip().removeprefix("@")
        if handle != self.person.handle:
            raise forms.ValidationError(_("This is not their handle."))
        return handle


class CodeForm(forms.Form):
    """The code from a mail."""

    code = forms.CharField(
        label=_("Code from the mail"), max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )  # fmt: skip


class SuspendForm(forms.Form):
    """Why somebody is shut out."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it in a mail. Say what happened and whom to answer."),
    )


@cache
def _zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Time zones by region: [("America", [("America/Chicago", "Chicago"), …]), …]."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        region, slash, place = name.partition("/")
        if slash and region in REGIONS:
            regions.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return [*regions.items(), ("UTC", [("UTC", "UTC")])]


REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
