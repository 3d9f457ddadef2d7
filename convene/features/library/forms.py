"""Forms of the library; they check shape only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.tags.models import ONE_ONLY, Facet, Term
from ...lib.ui.forms import choice_of, rows_of
from ..discussions.forms import MultipleFiles
from .actions.writing import LONGEST_NOTE, Content
from .models import Collection, Found, Resource

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.files.models import File
    from ...core.tags.queries import Vocabulary

NEEDED = (Facet.KIND, Facet.LANGUAGE, Facet.LICENCE)
MOST_ADDRESS = 2_000
HELD = {  # what a column can hold
    "title": _("Title"), "authors": _("Whose it is"), "note": _("Why it fits a science center"),
    "abstract": _("What it is"), "url": _("Link"), "links": _("Links"), "doi": "DOI", "date": _("Year"),
    "licence": _("Licence"), "kinds": _("Kind"), "subjects": _("Subject"), "languages": _("Language"),
    "audiences": _("Who it is for"), "publisher": _("Publisher"), "identifier": _("Number in its source"),
    "stage": _("Stage"), "approach": _("Approach"), "attribute": _("Attribute"), "effort": _("Effort"),
    "cost": _("Cost"),
}  # fmt: skip
_LINK = re.compile(r"^(?P<words>.*?)\s*(?P<address>https?://\S+)$", re.IGNORECASE)


class ResourceForm(forms.Form):
    """A resource; the fields of its terms come from the network's vocabulary."""

    title = forms.CharField(label=_("Title"), max_length=200)
    authors = forms.CharField(
        label=_("Whose it is"), max_length=200, help_text=_("The people or the institution who made it.")
    )
    context_note = forms.CharField(
        label=_("Why it fits a science center"), max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        help_text=_("What it helped you with, when to reach for it, what to leave out. Colleagues read this first."),
    )  # fmt: skip
    description = forms.CharField(label=_("What it is"), strip=False, widget=forms.Textarea(attrs={"rows": 6}))
    links = forms.CharField(
        label=_("Links"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line; words before an address become its name: “Worksheet https://example.org/a.pdf”."),
    )  # fmt: skip
    year = forms.IntegerField(label=_("Year in which it was made"), required=False, min_value=1500, max_value=2200)
    uploads = MultipleFiles(label=_("Files"), required=False)
    attached = forms.MultipleChoiceField(
        label=_("Files from topics"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They stand in a topic already. Tick those that belong to it."),
    )  # fmt: skip
    kept = forms.MultipleChoiceField(
        label=_("Files it has"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that you leave out stay with the earlier version."),
    )  # fmt: skip
    changed = forms.CharField(
        label=_("What you changed"), max_length=300, required=False,
        help_text=_("Those who used it are told, and read this."),
    )  # fmt: skip

    def __init__(
        self, words: Vocabulary, *args: Any, held: Sequence[File] = (), attached: Sequence[File] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.offered = words, {"kept": held, "attached": attached}
        for facet in Facet:
            self.fields[facet.value] = _field(facet, words.by_facet[facet])
        for name, files in self.offered.items():
            choice_of(self, name).choices = [(str(one.pk), one.name) for one in files]
            if not files:
                del self.fields[name]

    @property
    def terms(self) -> list[forms.BoundField]:
        """The fields of its terms that one fills in first."""
        return [self[facet.value] for facet in (*NEEDED, Facet.STAGE, Facet.EFFORT, Facet.COST)]

    @property
    def more_terms(self) -> list[forms.BoundField]:
        """The others."""
        return [self[facet.value] for facet in (Facet.TOPIC, Facet.AUDIENCE, Facet.APPROACH, Facet.ATTRIBUTE)]

    def clean_links(self) -> list[tuple[str, str]]:
        """Words and address of each line."""
        found = []
        for line in str(self.cleaned_data["links"]).splitlines():
            if line.strip():
                match = _LINK.match(line.strip())
                found.append((match["words"].rstrip(" :–-"), match["address"]) if match else ("", line.strip()))
        return found

    def content(self, new: Iterable[File]) -> Content:
        """What was said, with the files that it has from now on."""
        said = self.cleaned_data
        chosen = [(facet, slug) for facet in Facet.values for slug in _listed(said[facet])]
        terms = [term for facet, slug in chosen if (term := self.words.find(facet, slug))]
        files = [one for name, some in self.offered.items() for one in some if str(one.pk) in said.get(name, ())]
        return Content(
            title=said["title"], authors=said["authors"], description=said["description"], links=said["links"],
            context_note=said["context_note"], terms=terms, files=[*files, *new], year=said["year"],
        )  # fmt: skip


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _field(facet: Facet, terms: Sequence[Term]) -> forms.Field:
    choices = [(one.slug, one.label) for one in terms]
    if facet in ONE_ONLY:
        return forms.ChoiceField(label=facet.label, required=facet in NEEDED, choices=[("", "–"), *choices])
    return forms.MultipleChoiceField(
        label=facet.label, required=facet in NEEDED, choices=choices, widget=forms.CheckboxSelectMultiple
    )


def written(resource: Resource, terms: Iterable[Term], files: Sequence[File]) -> dict[str, Any]:
    """A resource as its form shows it."""
    found: dict[str, Any] = {
        name: getattr(resource, name) for name in ("title", "authors", "description", "context_note", "year")
    }
    found["links"] = "\n".join(f"{words} {address}".strip() for words, address in resource.links)
    found["kept"] = [str(one.pk) for one in files]
    for term in terms:
        if term.facet in ONE_ONLY:
            found[term.facet] = term.slug
        else:
            found.setdefault(term.facet, []).append(term.slug)
    return found


class AddressForm(forms.Form):
    """The address of a page that is read for a resource."""

    address = forms.CharField(
        label=_("Address of a page"), max_length=MOST_ADDRESS,
        widget=forms.URLInput(attrs={"placeholder": "https://…", "autocomplete": "off"}),
        help_text=_("What the page says of itself is put into the form, where you correct it."),
    )  # fmt: skip


class WhereForm(forms.Form):
    """The community that a new resource belongs to."""

    community = forms.ChoiceField(
        label=_("Community"), help_text=_("Whoever reads this community finds it; its leaders review it.")
    )

    def __init__(self, places: Iterable[Community], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_of(self, "community").choices = [(one.slug, str(one)) for one in places]


class ListForm(WhereForm):
    """A list from elsewhere, given now or going along since it was looked at."""

    file = forms.FileField(
        label=_("The list"), required=False,
        help_text=_("CSV, Excel, BibTeX, RIS, CSL-JSON or JSON-LD, up to 1 MB. Zotero exports most of these."),
    )  # fmt: skip
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    publish = forms.BooleanField(
        label=_("Put those that say why they fit a science center in the library at once"), required=False
    )


    def __init__(self, places: Iterable[Community], data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(places, data, *args, **kwargs)
        self.fields["file"].required = not (data and data.get("kept"))


class PublishForm(forms.Form):
    """When somebody should look at it again."""

    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Empty, in a year."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A reason."""

    answer = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class UseForm(forms.Form):
    """Where it was used, and how it went."""

    institution = forms.CharField(label=_("Where"), max_length=120)
    sentence = forms.CharField(
        label=_("How it went, in one sentence"), max_length=280, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class LookForm(forms.Form):
    """What one found on looking again."""

    found = forms.ChoiceField(choices=Found.choices)
    words = forms.CharField(
        label=_("What should change?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence is enough. Those who look after it read it, with your name."),
    )  # fmt: skip


class CommentForm(forms.Form):
    """A post in the discussion about it."""

    body = forms.CharField(label=_("Your comment"), strip=False, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NamedForm(forms.Form):
    """Whether it names one."""

    is_named = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")


class CollectionForm(forms.Form):
    """A collection."""

    title = forms.CharField(label=_("Title"), max_length=120)
    line = forms.CharField(
        label=_("In one line"), max_length=240, help_text=_("Whom it helps, and where it leads to.")
    )
    is_path = forms.BooleanField(
        label=_("Start here: a path that is read in its order"), required=False,
    )


class PlaceForm(forms.Form):
    """A resource's place in a collection."""

    collection = forms.ModelChoiceField(Collection.objects.none(), label=_("Collection"))
    note = forms.CharField(label=_("Why one reads it here"), max_length=240, required=False)

    def __init__(self, collections: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "collection").queryset = collections
