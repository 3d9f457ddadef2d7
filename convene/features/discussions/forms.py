"""Forms of discussions; they check shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ...core.communities.models import Community
from ...lib.ui.forms import choice_of, rows_of
from .models import SLOW, Follow, Kind, Reach, Shows, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOURCE_SIZE = {"rows": 8}
LARGEST = 2**31 - 1  # that a number in the database can be


class MultipleFiles(forms.FileField):
    """Any number of files, for browsers without JavaScript."""

    widget = type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list of uploaded files, maybe empty."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(MultipleFiles, self).clean(each, initial) for each in given]


class ReplyForm(forms.Form):
    """A post."""

    body = forms.CharField(label=_("Your reply"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class EditForm(forms.Form):
    """A post's new wording, and which one it takes the place of."""

    upon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    body = forms.CharField(label=_("Your text"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    uploads = MultipleFiles(label=_("Attach files"), required=False)


class StartForm(forms.Form):
    """A new topic."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind.choices, initial=Kind.DISCUSSION, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("Your text"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    due_at = forms.DateTimeField(
        label=_("Post it at"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    without_replies = forms.BooleanField(label=_("Nobody can reply to this announcement"), required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    uploads = MultipleFiles(label=_("Attach files"), required=False)

    def __init__(self, *args: Any, may_announce: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Kind.choices if may_announce or choice[0] != Kind.ANNOUNCEMENT]
        choice_of(self, "kind").choices = offered


class LaterForm(StartForm):
    """A topic that waits for its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_at"].required = True


class TitleForm(forms.Form):
    """A better title."""

    title = forms.CharField(label=_("Title"), max_length=200)


class WelcomeForm(forms.Form):
    """A welcome to newcomers."""

    text = forms.CharField(
        label=_("What you say to newcomers"), required=False, max_length=4000, widget=forms.Textarea(attrs=SOURCE_SIZE),
        help_text=_("What happens here, what to read first, whom to ask. Markdown is fine; empty, nothing is said."),
    )  # fmt: skip
    topic = forms.TypedChoiceField(
        label=_("Where they say hello"), required=False, coerce=int, empty_value=None,
        help_text=_("One of your open topics, such as “Introduce yourself”. Start one first if there is none."),
    )  # fmt: skip

    def __init__(self, topics: Iterable[Topic], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [("", _("Nowhere in particular")), *((topic.pk, topic.title) for topic in topics)]
        choice_of(self, "topic").choices = listed


class TidyForm(forms.Form):
    """A community to go to."""

    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("To which community?"), to_field_name="slug",
        empty_label=_("Choose a community"),
        error_messages={"invalid_choice": _(
            "There is no such community, or you do not look after it. Choose one from the list."
        )},
    )  # fmt: skip

    def __init__(self, *args: Any, places: QuerySet[Community], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "community").queryset = places


class ShareForm(TidyForm):
    """A community to share with, and who was said to read more then."""

    reach = forms.ChoiceField(choices=Reach.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].label = _("With which community?")
        self.fields["community"].error_messages["invalid_choice"] = _(
            "There is no such community, you do not belong to it, or it shows this already. Choose one from the list."
        )


class TitledForm(TidyForm):
    """A topic of their own for posts that are split off."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[one for one in Kind.choices if one[0] != Kind.ANNOUNCEMENT],
        initial=Kind.DISCUSSION, widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("title", "kind", "community")


class TargetForm(forms.Form):
    """A topic that is there: searched for, then chosen."""

    target = forms.CharField(
        label=_("Which topic?"), max_length=400,
        error_messages={"required": _("Paste the address of a topic, or a few words of its title.")},
    )  # fmt: skip
    into = forms.ModelChoiceField(
        Topic.objects.none(), required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no such topic, or you cannot see it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, topics: QuerySet[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "into").queryset = topics.select_related("community")
        self.fields["target"].required = not self.data.get("into")


class SlowForm(forms.Form):
    """How often one person may post in a topic."""

    minutes = forms.TypedChoiceField(
        label=_("One person may post"), choices=list(SLOW.items()), coerce=int, widget=forms.RadioSelect
    )


class SummaryForm(forms.Form):
    """A topic in short."""

    body = forms.CharField(label=_("In short"), strip=False, widget=forms.Textarea(attrs=SOURCE_SIZE))
    posts = forms.CharField(
        label=_("Posts that it rests on"), required=False, max_length=200, help_text=_("Numbers, such as 3, 7, 12.")
    )

    def clean_posts(self) -> list[int]:
        """Numbers of posts."""
        words = self.cleaned_data["posts"].replace(",", " ").replace("#", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) < 7 for word in words):
            raise forms.ValidationError(_("Write the numbers of the posts, such as 3, 7, 12."))
        return [int(word) for word in words]


class BookmarkForm(forms.Form):
    """A note to oneself."""

    note = forms.CharField(label=_("A note to yourself"), required=False, max_length=400)
    remind_on = forms.DateField(
        label=_("Remind me on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("That morning you are told of it, once."),
    )  # fmt: skip


class FollowForm(forms.Form):
    """How closely to follow."""

    level = forms.ChoiceField(choices=Follow.choices)


class ReadForm(forms.Form):
    """How far somebody read."""

    upto = forms.IntegerField(min_value=0, max_value=LARGEST)


class ReactionForm(forms.Form):
    """A reaction, or taking it back."""

    kind = forms.CharField(max_length=12, required=False)
    take_back = forms.CharField(max_length=12, required=False)


class DraftForm(forms.Form):
    """What is being written."""

    body = forms.CharField(required=False, strip=False)
    title = forms.CharField(required=False, max_length=200)
    upon = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    discard = forms.BooleanField(required=False)


class HandsForm(forms.Form):
    """A question with options."""

    question = forms.CharField(label=_("What do you want to know?"), max_length=200)
    options = forms.CharField(
        label=_("Options"), help_text=_("One on each line, 2 to 20 of them."), widget=forms.Textarea(attrs={"rows": 4})
    )
    how_many = forms.ChoiceField(
        label=_("How many may one choose?"),
        choices=[("one", _("One option")), ("several", _("Several options"))],
        initial="one",
        widget=forms.RadioSelect,
    )
    least = forms.IntegerField(label=_("At least"), required=False, min_value=1, max_value=20)
    most = forms.IntegerField(label=_("At most"), required=False, min_value=1, max_value=20)
    shows = forms.ChoiceField(
        label=_("When are results shown?"), choices=Shows.choices, initial=Shows.ALWAYS, widget=forms.RadioSelect
    )
    is_named = forms.ChoiceField(
        label=_("With names?"),
        choices=[("no", _("Without: nobody sees who chose what")), ("yes", _("With: everybody sees who chose what"))],
        initial="no",
        widget=forms.RadioSelect,
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )

    use_required_attribute = False  # on the page of a new topic it may stay empty

    @classmethod
    def begun(cls, data: Any = None) -> HandsForm:
        """The show of hands on the page of a new topic; bound only when somebody began to write one."""
        form = cls(data, prefix="hands")
        is_begun = any(str(form[name].value() or "").strip() for name in ("question", "options"))
        return form if is_begun else cls(prefix="hands")

    def asked(self) -> dict[str, Any]:
        """What `add_hands` takes."""
        told = self.cleaned_data
        options = told["options"].splitlines()
        several = told["how_many"] == "several"
        return {
            "question": told["question"],
            "options": options,
            "least": (told["least"] or 1) if several else 1,
            "most": (told["most"] or sum(bool(line.strip()) for line in options)) if several else 1,
            "shows": told["shows"],
            "is_named": told["is_named"] == "yes",
            "closes_at": told["closes_at"],
        }


class VoteForm(forms.Form):
    """A vote: options, none when undecided."""

    choice = forms.TypedMultipleChoiceField(coerce=int, required=False)
    undecided = forms.BooleanField(required=False)
    take_back = forms.BooleanField(required=False)

    def __init__(self, data: Any, options: int) -> None:
        super().__init__(data)
        choice_of(self, "choice").choices = [(number, number) for number in range(options)]
