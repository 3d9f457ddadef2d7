"""Forms of dialogues; a form an action, and they check shape only."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actions.convening import Said
from .models import Access, Decided, Dialogue, Mode, Moderation, Reason, Results
from .models.account import LONGEST_RECOMMENDATION, LONGEST_WORDS
from .models.statement import LONGEST
from .rules import MOST_CODES

LANGUAGES = [  # each by its own name
    ("en", "English"), ("es", "Español"), ("fr", "Français"), ("pt", "Português"), ("de", "Deutsch"),
    ("ht", "Kreyòl ayisyen"), ("zh", "中文"), ("vi", "Tiếng Việt"), ("tl", "Tagalog"),
    ("ko", "한국어"), ("ar", "العربية"), ("nv", "Diné bizaad"),
]  # fmt: skip
AT_ONCE = 100  # statements of those who convene


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")


def _tonight() -> dt.datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class DialogueForm(forms.Form):
    """What those who convene say of a dialogue."""

    question = forms.CharField(
        label=_("Question"), max_length=200,
        help_text=_("One open question that people can answer from their own life."),
    )  # fmt: skip
    background = forms.CharField(
        label=_("Background"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What one should know before voting, in Markdown. Say what is settled already and what is open."),
    )  # fmt: skip
    convener = forms.CharField(
        label=_("Who convenes it?"), max_length=200,
        help_text=_("Such as: Science Museum on the River with the County Land Office."),
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("What will happen with the result?"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who receives it, when, and what they promised to do with it. People read this before voting."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    opens_at = forms.DateTimeField(label=_("Opens"), widget=_moment(), initial=_tonight)
    closes_at = forms.DateTimeField(
        label=_("Closes"), widget=_moment(), initial=lambda: _tonight() + dt.timedelta(days=22, minutes=-1)
    )
    access = forms.ChoiceField(
        label=_("Who may take part?"), widget=forms.RadioSelect, choices=Access.choices, initial=Access.LINK
    )
    moderation = forms.ChoiceField(
        label=_("When does what people add appear?"), widget=forms.RadioSelect, choices=Moderation.choices,
        initial=Moderation.STRICT,
    )  # fmt: skip
    policy = forms.CharField(
        label=_("What is taken in, and what is not"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Added to the rules that stand on the page anyway: one idea each, nothing private, no insults."),
    )  # fmt: skip
    results = forms.ChoiceField(
        label=_("When is the result shown?"), widget=forms.RadioSelect, choices=Results.choices, initial=Results.LIVE
    )
    mode = forms.ChoiceField(
        label=_("How is the map worked out?"), widget=forms.RadioSelect, choices=Mode.choices, initial=Mode.POLIS,
        help_text=_("Everybody votes on some of the statements only, and it matters what is made of the gaps."),
    )  # fmt: skip

    def said(self) -> Said:
        """What the action takes."""
        return Said(**{name: self.cleaned_data[name] for name in Said.__slots__})

    @classmethod
    def of(cls, dialogue: Dialogue, data: Any = None) -> DialogueForm:
        """The form for what a dialogue says now."""
        return DialogueForm(data, initial={name: getattr(dialogue, name) for name in Said.__slots__})


class ConveneForm(DialogueForm):
    """A new dialogue: where it belongs, and what people vote on first."""

    place = forms.ChoiceField(label=_("It belongs to"))
    seeds = forms.CharField(
        label=_("Statements to begin with"), max_length=AT_ONCE * (LONGEST + 2),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("One a line, eight to fifteen of them from all sides: what would those say who are seldom asked?"),
    )  # fmt: skip
    metas = forms.CharField(
        label=_("Statements about the voters"), required=False, max_length=20 * (LONGEST + 2),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, such as: I live near the river. They tell who takes part, and form no groups."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["place"]).choices = places

    def lines(self, name: str) -> list[str]:
        """What stands on the lines of a field."""
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]


class SeedForm(forms.Form):
    """More statements of those who convene."""

    texts = forms.CharField(
        label=_("More statements"), max_length=AT_ONCE * (LONGEST + 2), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, 140 letters each at most."),
    )  # fmt: skip
    is_meta = forms.BooleanField(label=_("They are about the voters, and form no groups"), required=False)

    def lines(self) -> list[str]:
        """Each statement."""
        return [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class RewordForm(forms.Form):
    """Other words for a statement that nobody has voted on."""

    text = forms.CharField(label=_("Statement"), max_length=LONGEST)
    is_meta = forms.BooleanField(label=_("It is about the voters, and forms no groups"), required=False)


class SayForm(forms.Form):
    """A statement of somebody who takes part."""

    text = forms.CharField(
        label=_("Your statement"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    )
    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES, required=False)


class TranslationForm(forms.Form):
    """Who put statements in other words."""

    is_machine = forms.BooleanField(
        label=_("A machine translated what I changed, and nobody has read it over"), required=False,
        help_text=_("Readers are told so beside each. Once somebody who speaks both has read them, save without it."),
    )  # fmt: skip


class NoteForm(forms.Form):
    """What somebody said in the room."""

    said = forms.CharField(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
        help_text=_("In the words of whoever said it, one idea, without a name. 140 letters at most."),
    )  # fmt: skip


class SlipForm(forms.Form):
    """One slip: for each statement agree, disagree, pass, or nothing."""

    slip = forms.CharField(max_length=40, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code on the slip"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


class KioskForm(forms.Form):
    """A tablet of the conveners."""

    name = forms.CharField(label=_("Where it stands"), max_length=80, help_text=_("Such as: entrance hall."))
    seconds = forms.IntegerField(
        label=_("Seconds without a touch"), min_value=45, max_value=600, initial=90,
        help_text=_("After that it begins anew for the next visitor, with a warning twenty seconds before."),
    )  # fmt: skip


class SitesForm(forms.Form):
    """On whose pages a dialogue may stand."""

    sites = forms.CharField(
        label=_("Sites"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, such as https://museum.example.org. No other site can show it in a frame."),
    )  # fmt: skip


class DecideForm(forms.Form):
    """What becomes of some statements."""

    verdict = forms.ChoiceField(choices=[("shown", ""), ("refused", "")])
    statements = forms.TypedMultipleChoiceField(coerce=int, choices=())
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=[("", "—"), *Reason.choices])
    note = forms.CharField(label=_("A word to the author"), max_length=300, required=False)

    def __init__(self, *args: Any, among: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedMultipleChoiceField, self.fields["statements"]).choices = [(pk, "") for pk in among]


class CodesForm(forms.Form):
    """How many codes to make."""

    number = forms.IntegerField(
        label=_("How many codes?"), min_value=1, max_value=MOST_CODES, initial=20,
        help_text=_("One for each person. They are shown once, to be printed or sent; we do not keep them."),
    )  # fmt: skip


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class ChangeRecommendationForm(forms.Form):
    """What is recommended, and who is to answer by when."""

    text = forms.CharField(
        label=_("What do you recommend?"), max_length=LONGEST_RECOMMENDATION, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing that somebody can do or refuse to do, in plain words."),
    )  # fmt: skip
    asked_of = forms.CharField(
        label=_("Who is to answer?"), max_length=200,
        help_text=_("A body, or a person in an office, such as: the county land board."),
    )  # fmt: skip
    answer_by = forms.DateField(
        label=_("By when?"), required=False, widget=_day(),
        help_text=_("It stands on the page. You are reminded when the day has passed without an answer."),
    )  # fmt: skip


class RecommendForm(ChangeRecommendationForm):
    """A recommendation, and the statements that it rests on."""

    statements = forms.CharField(
        label=_("Statements that it rests on"), required=False, max_length=200,
        help_text=_("Their numbers, such as: 3, 7, 12. They are listed below."),
    )  # fmt: skip

    def clean_statements(self) -> list[int]:
        """The numbers among the words."""
        said = self.cleaned_data["statements"]
        if re.search(r"[^\d\s,;#.&+]", said):
            raise forms.ValidationError(_("Write numbers alone, such as: 3, 7, 12."))
        return [int(word[:6]) for word in re.findall(r"\d+", said)]


class AnswerForm(forms.Form):
    """Who answered, and what was decided."""

    who = forms.CharField(label=_("Who answered?"), max_length=200)
    on = forms.DateField(label=_("When?"), widget=_day(), initial=timezone.localdate)
    decision = forms.ChoiceField(label=_("What was decided?"), choices=Decided.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why, and how it goes on"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In their words, as far as you have them. A no, or a part of it, needs the reason here."),
    )  # fmt: skip


class BecameForm(forms.Form):
    """What became of it."""

    on = forms.DateField(label=_("When?"), widget=_day(), initial=timezone.localdate)
    words = forms.CharField(
        label=_("What has happened?"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Also when nothing has: those who took part wonder."),
    )  # fmt: skip
