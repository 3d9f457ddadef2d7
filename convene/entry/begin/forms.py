"""A form for each of the first steps; they check shape only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.communities.models import Mail, Purpose
from ...lib.ui.forms import choice_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.communities.queries import Card
    from ...features.discussions.models import Topic
    from .queries import Offer


class PurposeForm(forms.Form):
    """Why somebody comes."""

    purpose = forms.ModelChoiceField(
        label=_("What brings you here?"), queryset=Purpose.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose the line that fits best, or skip this.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "purpose").queryset = Purpose.objects.all()


class Several(forms.MultipleChoiceField):
    """Numbers of communities; what is not on offer any more, the view leaves out."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Whether it is a number."""
        return value.isascii() and value.isdecimal() and len(value) < 16


class CommunitiesForm(forms.Form):
    """Which communities to join, and how much mail."""

    suits = Several(label="", required=False)
    others = Several(label="", required=False)
    mail = forms.ChoiceField(
        label=_("How much mail would you like from them?"), choices=Mail.choices, widget=forms.RadioSelect,
        help_text=_(
            "Mail has not started on this site yet. Your choice is kept until it does; so far everything is told at "
            "the bell, up there on each page."
        ),
    )  # fmt: skip

    def __init__(self, offer: Offer, *args: Any, **options: Any) -> None:
        mail = offer.purpose.mail if offer.purpose else Mail.DAILY
        options["initial"] = {"suits": [str(card.pk) for card in offer.suits], "mail": mail}
        super().__init__(*args, **options)
        choice_of(self, "suits").choices = _choices(offer.suits)
        choice_of(self, "others").choices = _choices(offer.others)
        self.fields["suits"].label = _("Suggested for you") if offer.purpose else _("Communities")
        self.fields["others"].label = _("Other communities")

    @property
    def chosen(self) -> set[int]:
        return {int(pk) for pk in (*self.cleaned_data["suits"], *self.cleaned_data["others"])}


class YouForm(forms.Form):
    """Who somebody is, in four lines."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    role = forms.CharField(label=_("What you do"), max_length=120, required=False)
    institution = forms.CharField(label=_("Where you work"), max_length=160, required=False)
    place = forms.CharField(label=_("Where you live"), max_length=120, required=False)

    def __init__(self, *args: Any, is_partner: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        hints = {
            "role": _("In your own words: summer camp director, grandmother of four, retired nurse."),
            "institution": _("Your group, school, clinic or company. Leave it empty when there is none."),
            "place": _("A neighborhood, town or region is enough."),
        } if is_partner else {
            "role": _("In your own words, such as “Camp coordinator”."),
            "institution": _("Museum, science center, library, community group …"),
            "place": _("City and state, or country."),
        }  # fmt: skip
        if is_partner:
            self.fields["role"].label = _("What you do, or care about")
            self.fields["institution"].label = _("Your group, if there is one")
            self.fields["place"].label = _("Your neighborhood or town")
        for name, hint in hints.items():
            self.fields[name].help_text = hint
        complete = {"name": "name", "role": "organization-title", "institution": "organization", "place": "off"}
        for name, word in complete.items():
            self.fields[name].widget.attrs["autocomplete"] = word


class HelloForm(forms.Form):
    """A first hello."""

    topic = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("Your hello"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Two lines are plenty: what you do, and what you would like to find here."),
        error_messages={"required": _("Write a line or two, or skip this.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, topics: Iterable[Topic], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field, offered = choice_of(self, "topic"), [(str(topic.pk), str(topic.community.name)) for topic in topics]
        field.choices = offered
        if len(offered) == 1:
            field.widget = forms.HiddenInput()


def _choices(cards: Iterable[Card]) -> list[tuple[str, str]]:
    return [(str(card.pk), card.name) for card in cards]
