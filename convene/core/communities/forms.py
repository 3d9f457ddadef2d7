"""Forms about communities; a form an action, and they check shape only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms import BoundField
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from ...lib.ui.forms import rows_of
from .models import By, Community, JoinPolicy, Mail, Membership, Purpose, Role, State, Visibility

MOST_READ = 500  # more than anybody may send at once; the action says so
SEVERAL = forms.Textarea(attrs={"rows": 3})


class AskForm(forms.Form):
    """A request to join."""

    answer = forms.CharField(label=_("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, community: Community, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["answer"]
        field.label = community.join_question or now("A word to the leaders")
        field.required = bool(community.join_question)
        field.help_text = now("The leaders of %(community)s read this, and nobody else.") % {"community": community}


class RefuseForm(forms.Form):
    """A no, with its reason."""

    reason = forms.CharField(
        label=_("Why not"), max_length=400, help_text=_("A friendly sentence. It is told to the person who asked.")
    )


class InviteForm(forms.Form):
    """Whom to invite."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=SEVERAL,
        help_text=_("Paste as many as you have, with commas between them or each on its own line."),
    )
    note = forms.CharField(label=_("A word from you"), required=False, max_length=600, widget=SEVERAL)

    def clean_addresses(self) -> list[str]:
        """The addresses one by one."""
        addresses = [part.strip("<>") for part in re.split(r"[\s,;]+", self.cleaned_data["addresses"]) if "@" in part]
        if not addresses:
            raise ValidationError(now("There is no e-mail address in this. They look like name@example.org."))
        for address in addresses[:MOST_READ]:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(now("“%(text)s” is not an e-mail address.") % {"text": address[:80]}) from None
        return addresses


class MailForm(forms.Form):
    """How much mail one wants from each of one's communities."""

    def __init__(self, memberships: Iterable[Membership], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in memberships:
            label = now("Mail from %(community)s") % {"community": one.community.name}
            self.fields[f"mail_{one.community_id}"] = forms.ChoiceField(
                label=label, choices=Mail.choices, initial=one.mail, required=False
            )


class PurposeForm(forms.Form):
    """Why people come, in their words, and which communities suit."""

    label = forms.CharField(
        label=_("In the newcomer's words"), max_length=120, help_text=_("Such as “I run camps”. No jargon.")
    )
    hint = forms.CharField(label=_("A line below"), max_length=200, required=False)
    is_partner = forms.BooleanField(
        label=_("For partners"), required=False, help_text=_("They are spoken to as neighbors, not as professionals.")
    )
    mail = forms.ChoiceField(
        label=_("How much mail is chosen for them"), choices=Mail.choices, initial=Mail.DAILY,
        help_text=_("They see it, and can choose otherwise."),
    )  # fmt: skip
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=100)

    def __init__(
        self, communities: Iterable[Community], *args: Any, purpose: Purpose | None = None, **options: Any
    ) -> None:
        self.communities = {f"why_{community.pk}": community for community in communities}
        if purpose:
            said = {name: getattr(purpose, name) for name in self.base_fields}
            why = {f"why_{one.community_id}": one.why for one in purpose.suggestions.all()}
            options["initial"] = said | why
        super().__init__(*args, **options)
        for name, community in self.communities.items():
            self.fields[name] = forms.CharField(label=community.name, max_length=160, required=False)

    def reasons(self) -> Iterator[BoundField]:
        """The line for each community; where it is empty, the community is not suggested."""
        return (self[name] for name in self.communities)

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    @property
    def suggestions(self) -> dict[Community, str]:
        return {community: self.cleaned_data[name].strip() for name, community in self.communities.items()}


class StateForm(forms.Form):
    """Where a community stands in its life."""

    state = forms.ChoiceField(label=_("State"), choices=State.choices)


class RoleForm(forms.Form):
    """What a member may do."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)


class ProposalForm(forms.Form):
    """A community that somebody would like to have."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("What it is for"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What people would do together, and what is missing without it."),
    )  # fmt: skip
    audience = forms.CharField(label=_("Who it is for"), max_length=200)
    lead = forms.CharField(
        label=_("Who would lead it"), max_length=200, help_text=_("You, and better two. Names, and why they.")
    )
    first = forms.CharField(label=_("A first topic"), max_length=200)
    second = forms.CharField(label=_("A second one"), max_length=200)
    third = forms.CharField(label=_("A third one"), max_length=200)

    @property
    def said(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in ("name", "purpose", "audience", "lead")}
        return told | {"topics": [self.cleaned_data[name] for name in ("first", "second", "third")]}


class EnrolForm(forms.Form):
    """A rule by which people join."""

    community = forms.ModelChoiceField(label=_("Which community do they join?"), queryset=Community.objects.none())
    by = forms.ChoiceField(
        label=_("How do we know them?"), choices=By.choices, initial=By.DOMAIN, widget=forms.RadioSelect
    )
    value = forms.CharField(
        label=_("What does it say there?"), max_length=160, required=False,
        help_text=_("museum.org for an address; of a role or an institution all of it, in any case."),
    )  # fmt: skip
    purpose = forms.ModelChoiceField(
        label=_("Or what brings them here"), queryset=Purpose.objects.none(), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows_of(self, "community").queryset = Community.objects.exclude(state=State.ARCHIVED)
        rows_of(self, "purpose").queryset = Purpose.objects.all()

    @property
    def looked_at(self) -> str:
        """The rule in one line: it is made only as it was looked at."""
        said = self.cleaned_data
        purpose = said["purpose"].pk if said["purpose"] else ""
        return "|".join((str(said["community"].pk), said["by"], str(purpose), said["value"].casefold()))


class BeginForm(forms.Form):
    """How a proposed community begins."""

    slug = forms.SlugField(label=_("Address"), max_length=60, help_text=_("Small letters and hyphens, kept for good."))
    line = forms.CharField(label=_("In one line"), max_length=200, help_text=_("What a newcomer reads first."))
    reason = forms.CharField(label=_("A word to the proposer"), max_length=400, required=False)


class RenameForm(forms.Form):
    """Another address, another name."""

    slug = forms.SlugField(label=_("Address"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=120)


class SettingsForm(forms.Form):
    """How a community is described, seen and joined."""

    name = forms.CharField(label=_("Name"), max_length=120)
    short_name = forms.CharField(
        label=_("Short name"), max_length=40, required=False, help_text=_("For lists, where the name is long.")
    )
    line = forms.CharField(label=_("In one line"), max_length=200, help_text=_("What a newcomer reads first."))
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What you do together, how, and what people can expect. Markdown is fine."),
    )
    audience = forms.CharField(label=_("Who it is for"), max_length=200, required=False)
    eligibility = forms.CharField(
        label=_("Who can join"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    linked_body = forms.CharField(
        label=_("Works with"), max_length=160, required=False, help_text=_("A committee or program, if there is one.")
    )
    needs = forms.CharField(
        label=_("What it still needs"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One need on each line. Shown while the community is organizing."),
    )
    join_policy = forms.ChoiceField(label=_("How people join"), choices=JoinPolicy.choices, widget=forms.RadioSelect)
    join_question = forms.CharField(
        label=_("Question to people who ask to join"), max_length=300, required=False, help_text=_("For “on request”.")
    )
    visibility = forms.ChoiceField(label=_("Who can see it"), choices=Visibility.choices, widget=forms.RadioSelect)

    @classmethod
    def of(cls, community: Community, **begun: str) -> SettingsForm:
        """The form filled in with what the community says now, and with what somebody has begun to say."""
        about = {name: getattr(community, name) for name in cls.base_fields}
        return cls(initial=about | {"needs": "\n".join(community.needs)} | begun)

    def clean_needs(self) -> list[str]:
        """The needs one by one."""
        return [line.strip(" -*\t") for line in self.cleaned_data["needs"].splitlines() if line.strip(" -*\t")]
