"""Reads for one's own page and for the page of a team."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...core.people.subjects import SKILL, subjects
from ...lib.ui.drawings.wheel import Sector, draw
from .coverage.team import LEAST, Band, gaps
from .models import Counted, Rating, Release

if TYPE_CHECKING:
    import datetime as dt

    from ...core.frameworks.texts.shapes import Competency, Skill, Skills
    from ...core.people.models import Actor, User
    from ...core.teams.models import Team


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of one skill."""

    step: int | None = None
    grows: bool = False
    offers: bool = False


@dataclass(frozen=True)
class Own:
    """Somebody's own wheel, for their own eyes."""

    text: Skills
    said: dict[str, Said]  # by the key of a skill in force
    counts: bool

    @cached_property
    def left(self) -> int:
        """How many skills of the wheel have no step yet."""
        return sum(one.step is None for one in self.said.values())

    @property
    def has_begun(self) -> bool:
        return self.left < len(self.said)

    @property
    def drawing(self) -> tuple[Sector, ...]:
        """A ring for each step after the first."""
        parts = [[self.said[one.key].step or 0 for one in part.skills] for part in self.text.competencies]
        return draw(parts, rings=len(self.text.steps) - 1)

    def left_in(self, part: Competency) -> int:
        """How many of a competency have no step yet."""
        return sum(self.said[one.key].step is None for one in part.skills)


def skills_of(text: Skills) -> list[str]:
    """The keys of all skills, in the order of the wheel."""
    return list(skills_by_key(text))


def skills_by_key(text: Skills) -> dict[str, Skill]:
    """All skills, in the order of the wheel."""
    return {one.key: one for part in text.competencies for one in part.skills}


def own(person: User, text: Skills, now: str = "") -> Own:
    """What `person` said of themselves, by the skills in force. Two queries, with a head of the ledger."""
    ratings = {one.skill: one for one in Rating.objects.visible_to(person)}
    offers = {key for _words, key in subjects(now).told(person.words_in("can_help_with"))}
    said = {}
    for key in skills_of(text):
        rating = ratings.get(key)
        said[key] = Said(rating.step if rating else None, bool(rating and rating.grows), SKILL + key in offers)
    return Own(text, said, Counted.objects.filter(person=person).exists())


@dataclass(frozen=True)
class Coverage:
    """What a team sees of its skills; without `bands` nothing may be shown."""

    text: Skills
    bands: dict[str, Band]  # of the skills in force that everybody had answered
    is_coming: bool  # enough people count, and the first release waits for the others
    people: int = 0
    at: dt.datetime | None = None
    since: dt.datetime | None = None  # of the release that this one is compared with
    change: int = 0  # skills that several can do, more than then

    @property
    def drawing(self) -> tuple[Sector, ...]:
        """An empty wedge for a gap, a ring for one person, two for several."""
        parts = [[int(self.bands.get(one.key, 0)) for one in part.skills] for part in self.text.competencies]
        return draw(parts, rings=2)

    @property
    def covered(self) -> int:
        """How many skills several can do."""
        return sum(band == Band.COVERED for band in self.bands.values())

    @cached_property
    def gaps(self) -> list[Skill]:
        """Those that nobody or one person can do, gaps first."""
        by_key = skills_by_key(self.text)
        return [by_key[key] for key in gaps(self.bands, list(by_key))]


def counts(person: User) -> bool:
    """Whether somebody's answers count in their teams."""
    return Counted.objects.filter(person=person).exists()


def last_release(actor: Actor, team: Team) -> Release | None:
    """What the team was shown last, unless fewer than three of it count by now. Two queries."""
    last = Release.objects.visible_to(actor).filter(team=team).defer("able").order_by("pk").last()
    return last if last and _enough(team) else None


def coverage(actor: Actor, team: Team, text: Skills) -> Coverage:
    """The last release in the words in force, beside the one before. Two or three queries."""
    kept = list(Release.objects.visible_to(actor).filter(team=team).defer("able").order_by("pk"))
    if not kept or not _enough(team):
        return Coverage(text, {}, is_coming=not kept and _enough(team))
    last, then = kept[-1], kept[-2:][0]
    bands = {key: Band(last.bands[key]) for key in skills_of(text) if key in last.bands}
    both = [key for key in bands if key in then.bands]
    change = sum((bands[key] == Band.COVERED) - (then.bands[key] == Band.COVERED) for key in both)
    return Coverage(text, bands, False, last.people, last.at, then.at if then is not last else None, change)


def _enough(team: Team) -> bool:
    here = team.members.values("person_id")
    return Counted.objects.filter(person__in=here).count() >= LEAST
