"""Made-up people, topics and posts that the catalogue shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django import forms
from django.utils import timezone

from ..text import CookContext, cook
from .drawings.levels import Levels
from .drawings.levels import draw as draw_levels
from .drawings.map import Group, Map, view_of
from .drawings.map import draw as draw_map
from .drawings.qr import Code
from .drawings.qr import draw as draw_code
from .drawings.seats import Seats
from .drawings.seats import draw as draw_seats
from .drawings.wheel import Sector
from .drawings.wheel import draw as draw_wheel

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
    html: str
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
        label="Days that suit you",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("1", "Monday"), ("2", "Tuesday")],
    )
    picture = forms.FileField(label="Picture", required=False)
    news = forms.BooleanField(label="Tell me about new topics", required=False, help_text="At most one mail a day.")

    def clean(self) -> dict[str, object]:
        """The error of a whole form."""
        raise forms.ValidationError("There is a community by that name already. Perhaps join that one?")


WRITTEN = """
# What we learned

Siting, by a distance. **Two rules** fixed *most* of it, @ines:

1. Volunteers send a photo of the place first.
2. Every tenth site gets two sensors, so that drift shows itself.
    - Swap them each season

> the hardware, the siting or the training?

:::quote
On Tuesday somebody wrote a long mail.
:::

| Site | Placed | Readings |
| --- | --- | ---: |
| Mill Creek | June | 4,120 |

```
for site in sites:
    print(site.name, site.readings.filter(is_valid=True).aggregate(total=Sum("value")), "and so on and on and on")
```

Set `DRIFT=0.2`, see https://example.org/a/very/long/address/that/has/no/place/to/break/anywhere/at/all/index.html.

---

Greetings from the delta.
"""


def cooked(text: str) -> str:
    """A member's text as it is shown."""
    return cook(text, context=CookContext(lambda _handles: {"ines": "Inés Calderón"})).html


def posts() -> list[Post]:
    """A question, an answer, one from an archive, one that was taken down, one that is new."""
    now = timezone.now()
    ines, daniel = people()[:2]
    question = cooked("We hung forty sensors in June. Eleven are silent. **What would you change first?**")
    return [
        Post(1, ines, question, now - dt.timedelta(days=4), "Museum of the Delta"),
        Post(2, daniel, cooked(WRITTEN), now - dt.timedelta(days=3), "Harbor Science", is_answer=True, edited_at=now),
        Post(3, None, cooked("Shorter, and from long ago."), now - dt.timedelta(days=4000), is_imported=True),
        Post(4, daniel, "", now, is_hidden=True),
        Post(5, ines, cooked("We now retire a site kindly."), now - dt.timedelta(minutes=12), is_new=True),
    ]


def people() -> list[Person]:
    """A few people, in different hues."""
    names = ["Inés Calderón", "Daniel Okafor", "Mei-Lin Hart", "Sofia Brandt", "Pat Lindqvist"]
    return [Person(name, "".join(word[0] for word in name.split()), place * 5 % 24) for place, name in enumerate(names)]


def topics() -> list[Topic]:
    """Rows of a list in every state."""
    now = timezone.now()
    return [
        Topic(
            title="Low-cost sensors: what did you learn in the first summer?",
            author="Inés Calderón",
            at=now - dt.timedelta(hours=1),
            replies=31,
            unread=4,
            is_new=True,
            marks=("answered",),
        ),
        Topic(
            title=LONG,
            author="Pat Lindqvist",
            at=now - dt.timedelta(days=1),
            replies=1022,
            is_new=True,
            marks=("pinned", "unresolved"),
            excerpt=LONG,
            slug="small-museums",
            community="Small Museums",
        ),
        Topic(
            title="A one-page consent form for under-16 volunteers",
            author="Grace Adeyemi",
            at=now - dt.timedelta(hours=3),
            marks=("unanswered",),
            slug="volunteers",
            community="Volunteer Managers",
        ),
        Topic(
            title="Closed and from long ago",
            author="Tomasz Wrona",
            at=now - dt.timedelta(days=900),
            replies=6,
            marks=("closed", "imported"),
            excerpt="In one community's own list its name is left out.",
            community_url="",
        ),
    ]


def communities() -> list[Community]:
    """Cards of communities."""
    hospitals = "Starting work between museums and hospitals."
    return [
        Community("citizen-science", "Citizen Science", "For everyone who runs research with the public.", 412),
        Community("museum-hospital-partnerships", "Museum–Hospital Partnerships", hospitals, 1),
        Community("small-museums", "Small Museums", LONG, 1531),
    ]


def _seats() -> Seats:
    clumps = [[(0.0, 0.0, 0.8, 0.6, 52)], [(4.0, 2.0, 0.7, 0.6, 60)], [(3.5, -1.5, 0.5, 0.4, 40)]]
    return draw_seats(clumps, you=(0.6, -0.2))


def _wheel() -> tuple[Sector, ...]:
    return draw_wheel([[(part + place * 3) % 5 for place in range(9)] for part in range(5)], rings=4)


def _levels() -> Levels:
    return draw_levels([None, (1, 2.0, 3), (2, 2.5, 3), (3, 3.0, 3)], levels=4)


def _map() -> Map:
    view = view_of((-125.0, -35.0, 145.0, 60.0))
    told = ((-90.0, 30.0, 1204), (10.0, 50.0, 36_288), (2.0, 48.0, 7), (36.0, -1.0, 1), (140.0, 38.0, 58))
    return draw_map(view, [
        Group(*view.cell_of(east, north), count, east, north, "Museum of the Delta", "#drawings")
        for east, north, count in told
    ])  # fmt: skip


def wrong() -> Sample:
    """A form that came back."""
    return Sample({"wrong-email": "nobody", "wrong-join": "?"}, prefix="wrong")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that the catalogue shows."""

    people: list[Person] = field(default_factory=people)
    topics: list[Topic] = field(default_factory=topics)
    posts: list[Post] = field(default_factory=posts)
    communities: list[Community] = field(default_factory=communities)
    cooked: str = field(default_factory=lambda: cooked(WRITTEN))
    long: str = LONG
    now: dt.datetime = field(default_factory=timezone.now)
    seats: Seats = field(default_factory=_seats)
    qr: Code = field(default_factory=lambda: draw_code("https://convene.example/dialogues/riverfront/"))
    wheel: tuple[Sector, ...] = field(default_factory=_wheel)
    levels: Levels = field(default_factory=_levels)
    map: Map = field(default_factory=_map)
    form: forms.Form = field(default_factory=Sample)
    wrong: forms.Form = field(default_factory=wrong)
