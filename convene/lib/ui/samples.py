"""Made-up people, topics and posts that the catalogue shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django import forms
from django.utils import timezone
from markupsafe import Markup

LONG = (
    "Who opens the building when you are the only member of staff, the volunteer with the key has moved to "
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch, and the school bus is early?"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    initials: str
    hue: int
    url: str = "#"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a row of a list of topics needs."""

    title: str
    author: str
    at: dt.datetime
    replies: int = 0
    unread: int = 0
    is_new: bool = False
    marks: tuple[str, ...] = ()
    excerpt: str = ""
    slug: str = "citizen-science"
    community: str = "Citizen Science"
    community_url: str = "#"
    url: str = "#"


@dataclass(frozen=True, slots=True)
class Post:
    """What a post needs."""

    number: int
    author: Person | None
    html: Markup
    at: dt.datetime
    affiliation: str = ""
    is_answer: bool = False
    is_hidden: bool = False
    is_imported: bool = False
    is_new: bool = False
    edited_at: dt.datetime | None = None
    url: str = "#"
    edits_url: str = "#"


@dataclass(frozen=True, slots=True)
class Community:
    """What a card of a community needs."""

    slug: str
    name: str
    line: str
    member_count: int
    url: str = "#"


class Sample(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Name of the community", max_length=60, help_text="As people say it aloud.")
    email = forms.EmailField(label="E-mail address")
    purpose = forms.CharField(label="What it is for", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    zone = forms.ChoiceField(label="Time zone", choices=[("", "Choose one"), ("a", "New York"), ("b", "Lisbon")])
    join = forms.ChoiceField(
        label="How people join",
        widget=forms.RadioSelect,
        choices=[("open", "Open to everyone"), ("request", "On request"), ("invited", "By invitation")],
    )
    days = forms.MultipleChoiceField(
        label="Days that suit you", widget=forms.CheckboxSelectMultiple, required=False, choices=[("1", "Monday"), ("2", "Tuesday")]
    )
    picture = forms.FileField(label="Picture", required=False)
    news = forms.BooleanField(label="Tell me about new topics", required=False, help_text="At most one mail a day.")

    def clean(self) -> dict[str, object]:
        """The error of a whole form."""
        raise forms.ValidationError("There is a community by that name already. Perhaps join that one?")


COOKED = Markup(
    '<h3>What we learned</h3><p>Siting, by a distance. <strong>Two rules</strong> fixed <em>most</em> of it, <a class="mention"'
    ' href="#">@Inés Calderón</a>:</p><ol><li>Volunteers send a photo of the place first.</li><li>Every tenth site gets two'
    " sensors, so that drift shows itself.<ul><li>Swap them each season</li></ul></li></ol><blockquote><p>the hardware, the"
    ' siting or the training?</p></blockquote><details class="folded"><summary>Show quoted text</summary><p>On Tuesday somebody'
    ' wrote …</p></details><div class="wide"><table><thead><tr><th>Site</th><th>Placed</th><th class="align-right">Readings'
    '</th></tr></thead><tbody><tr><td>Mill Creek</td><td>June</td><td class="align-right">4,120</td></tr></tbody></table></div>'
    "<pre><code>for site in sites:\n    print(site.name, site.readings.filter(is_valid=True).aggregate(total=Sum('value')), 'and so on')"
    "</code></pre><p>Set <code>DRIFT=0.2</code>, see <a href='#'>https://example.org/a/very/long/address/that/has/no/place/to/break/"
    "anywhere/at/all/index.html</a>.</p><hr><p>Greetings from the delta.</p>"
)


def posts() -> list[Post]:
    """A question, an answer, one from an archive, one that was taken down."""
    now = timezone.now()
    ines, daniel = people()[:2]
    return [
        Post(1, ines, Markup("<p>We hung forty sensors in June. By August eleven were silent. <b>What would you change first?</b></p>"), now - dt.timedelta(days=4), "Museum of the Delta"),
        Post(2, daniel, COOKED, now - dt.timedelta(days=3), "Harbor Science Center", is_answer=True, edited_at=now),
        Post(3, None, Markup("<p>Shorter, and from long ago.</p>"), now - dt.timedelta(days=4000), is_imported=True),
        Post(4, daniel, Markup(""), now, is_hidden=True),
        Post(5, ines, Markup("<p>Adding to that: we now retire a site kindly.</p>"), now - dt.timedelta(minutes=12), is_new=True),
    ]


def people() -> list[Person]:
    """A few people, in different hues."""
    names = ["Inés Calderón", "Daniel Okafor", "Mei-Lin Hart", "Sofia Brandt", "Pat Lindqvist"]
    return [Person(name, "".join(word[0] for word in name.split()), place * 5 % 24) for place, name in enumerate(names)]


def topics() -> list[Topic]:
    """Rows of a list in every state."""
    now = timezone.now()
    return [
        Topic("Low-cost sensors: what did you learn in the first summer?", "Inés Calderón", now - dt.timedelta(hours=1), 31, 4, True, ("answered",)),
        Topic(LONG, "Pat Lindqvist", now - dt.timedelta(days=1), 1022, 0, True, ("pinned", "unresolved"), LONG, "small-museums", "Small Museums"),
        Topic("A one-page consent form for under-16 volunteers", "Grace Adeyemi", now - dt.timedelta(hours=3), 0, 0, False, ("unanswered",), "", "volunteers", "Volunteer Managers"),
        Topic("Closed and from long ago", "Tomasz Wrona", now - dt.timedelta(days=900), 6, 0, False, ("closed", "imported"), "In one community's own list its name is left out.", community_url=""),
    ]


def communities() -> list[Community]:
    """Cards of communities."""
    return [
        Community("citizen-science", "Citizen Science", "For everyone who runs research with the public.", 412),
        Community("museum-hospital-partnerships", "Museum–Hospital Partnerships", "Starting work between museums and hospitals.", 1),
        Community("small-museums", "Small Museums", LONG, 1531),
    ]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the catalogue shows."""

    people: list[Person] = field(default_factory=people)
    topics: list[Topic] = field(default_factory=topics)
    posts: list[Post] = field(default_factory=posts)
    communities: list[Community] = field(default_factory=communities)
    cooked: Markup = COOKED
    long: str = LONG
    now: dt.datetime = field(default_factory=timezone.now)
    form: forms.Form = field(default_factory=Sample)
    wrong: forms.Form = field(default_factory=lambda: Sample({"name": "", "email": "nobody", "join": "?"}, prefix="wrong"))
