"""Forms of moderation; a form an action, and they check shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from .models import Does, Mode, PersonMode, Reason
from .queries.policy import SAID, InForce

FEW = forms.Textarea(attrs={"rows": 3})
SEVERAL = forms.Textarea(attrs={"rows": 10})
NUMBERS = {
    "hide_after": _("Reports that hide a post until a moderator has looked"),
    "first_held": _("First posts of a newcomer that wait for a moderator"),
    "days": _("Days with an account until somebody is no newcomer any more"),
    "posts": _("Posts until somebody is no newcomer any more"),
    "reads": _("Topics read until somebody is no newcomer any more"),
    "posts_a_day": _("Posts a day of a newcomer"),
    "links": _("Links in a newcomer’s post"),
    "mentions": _("Mentions in a newcomer’s post"),
    "files": _("Files in a newcomer’s post"),
}


class ReportForm(forms.Form):
    """What is wrong."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=FEW,
        help_text=_("Moderators read this. The author never learns who reported it."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """A decision about one item."""

    decision = forms.ChoiceField(choices=[(one, one) for one in ("approve", "refuse", "uphold", "overturn")])
    body = forms.CharField(label=_("The text"), required=False, strip=False, widget=SEVERAL)
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=FEW,
        help_text=_("A friendly sentence that says what would help. It is told to the author."),
    )  # fmt: skip


class BatchForm(forms.Form):
    """A decision about all that one person has waiting."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=1000, widget=FEW, help_text=_("It is told to the author.")
    )


class MendForm(forms.Form):
    """Better words."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("Your text"), strip=False, widget=SEVERAL)


class AppealForm(forms.Form):
    """Why it should be looked at again."""

    words = forms.CharField(
        label=_("Why do you see it differently?"), max_length=2000, widget=FEW,
        help_text=_("Somebody else than who decided reads this, and tells you what they think."),
    )  # fmt: skip


class PersonForm(forms.Form):
    """How what a person writes appears."""

    where = forms.ChoiceField(label=_("Where"))
    mode = forms.ChoiceField(
        label=_("What this person writes"), required=False, widget=forms.RadioSelect,
        choices=[("", _("As for everybody")), *PersonMode.choices],
    )  # fmt: skip

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"] = forms.ChoiceField(label=now("Where"), choices=places)


class UndoForm(forms.Form):
    """Where to take everything down, and why."""

    where = forms.ChoiceField(label=_("Where"))
    reason = forms.CharField(label=_("Why"), max_length=400, help_text=_("It is told to the person."))

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"] = forms.ChoiceField(label=now("Where"), choices=places)


class PolicyForm(forms.Form):
    """How a community, or the site, is moderated; what is left empty is as above it."""

    mode = forms.ChoiceField(label=_("What happens to what members write"), required=False, widget=forms.RadioSelect)

    def __init__(self, above: InForce, is_site: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_above = now("As on the whole site: %(what)s") if not is_site else now("The usual way: %(what)s")
        choices = [("", as_above % {"what": Mode(above.mode).label}), *Mode.choices]
        self.fields["mode"] = forms.ChoiceField(
            label=now("What happens to what members write"), required=False, widget=forms.RadioSelect, choices=choices
        )
        for name, label in NUMBERS.items():
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=1 if name == "hide_after" else 0, max_value=1000,
                help_text=now("Empty: %(num)s") % {"num": getattr(above, name)},
            )  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        """The values; None for what is left empty."""
        return {name: self.cleaned_data[name] if self.cleaned_data[name] != "" else None for name in SAID}


class WordForm(forms.Form):
    """A word to look out for."""

    pattern = forms.CharField(
        label=_("Word or phrase"), max_length=200, strip=True,
        help_text=_("Found whole, in small or capital letters; * stands for any ending: casino*"),
    )  # fmt: skip
    is_expression = forms.BooleanField(
        label=_("It is a regular expression"), required=False, help_text=_("In the syntax of RE2.")
    )
    does = forms.ChoiceField(
        label=_("Where it is found"), choices=Does.choices, initial=Does.FLAG, widget=forms.RadioSelect
    )


class TryForm(forms.Form):
    """A text to try the words on."""

    text = forms.CharField(
        label=_("Try a text"), max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )
