"""Reads for one's own page and for the pages of a team."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from ...core.institutions.models import Kind
from ...core.people.subjects import SKILL, subjects
from ...lib.ui.drawings.wheel import Sector, draw
from .coverage.team import LEAST, Band, gaps
from .models import Counted, Need, Picture, Rating, Release
from .rules import may_see_network

if TYPE_CHECKING:
    import datetime as dt

    from ...core.frameworks.texts.shapes import Competency, Skill, Skills
    from ...core.people.models import Actor, User
    from ...core.teams.models import Team

RINGS = 3  # of a wheel of the network, at most


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


@dataclass(frozen=True)
class Compared:
    """What a piece of work needs, beside what the team covers; skills that no text knows any more are left out."""

    coverage: Coverage
    parts: list[tuple[Competency, list[Skill]]]  # those of the wheel of which something is needed

    @cached_property
    def skills(self) -> list[Skill]:
        """What is needed: what is missing first, then what is thin, not known yet, and there."""
        order = {Band.GAP: 0, Band.THIN: 1, None: 2, Band.COVERED: 3}
        needed = [one for _part, skills in self.parts for one in skills]
        return sorted(needed, key=lambda one: order[self.coverage.bands.get(one.key)])

    @property
    def drawing(self) -> tuple[Sector, ...]:
        """As the wheel of the team, and nothing in it but what is needed."""
        bands = self.coverage.bands
        return draw([[int(bands.get(one.key, 0)) for one in skills] for _part, skills in self.parts], rings=2)

    @property
    def missing(self) -> int:
        """How many nobody can do alone."""
        return self._number(Band.GAP)

    @property
    def thin(self) -> int:
        """How many one person can do alone."""
        return self._number(Band.THIN)

    @property
    def there(self) -> int:
        """How many several can do alone."""
        return self._number(Band.COVERED)

    def _number(self, band: Band) -> int:
        return sum(self.coverage.bands.get(one.key) == band for one in self.skills)


def compare(need: Need, seen: Coverage) -> Compared:
    """What a piece of work needs, beside what the team covers."""
    keys = set(need.skills)
    parts = [(part, [one for one in part.skills if one.key in keys]) for part in seen.text.competencies]
    return Compared(seen, [(part, skills) for part, skills in parts if skills])


def needs(actor: Actor, team: Team, seen: Coverage) -> list[tuple[Need, Compared]]:
    """What the team wrote down, the newest first. One query."""
    return [(one, compare(one, seen)) for one in Need.objects.visible_to(actor).filter(team=team).order_by("-pk")]


@dataclass(frozen=True)
class Thinness:
    """Where groups of institutions lack a skill."""

    skill: Skill
    thin: int  # groups in which half or more lack it
    of: int  # groups that were asked

    @property
    def ring(self) -> int:
        """How far the wedge is filled: the last ring only when no group lacks the skill."""
        return (self.of - self.thin) * min(self.of, RINGS) // self.of if self.of else 0


@dataclass(frozen=True)
class Division:
    """A part of the network, or all of it, by what its groups say."""

    name: str
    groups: int
    parts: list[tuple[Competency, list[Thinness]]]

    @property
    def drawing(self) -> tuple[Sector, ...]:
        """The longer a wedge, the more groups have the skill."""
        return draw([[one.ring for one in row] for _part, row in self.parts], rings=min(self.groups, RINGS))

    @cached_property
    def thin(self) -> list[Thinness]:
        """The skills that some group lacks, the thinnest first."""
        rows = [one for _part, row in self.parts for one in row if one.thin]
        return sorted(rows, key=lambda one: -one.thin / one.of)


def divisions(actor: Actor, text: Skills) -> tuple[dt.datetime | None, list[Division]]:
    """What the groups of the network said last: all of them, then those of each kind. One query."""
    if not may_see_network(actor):
        return None, []
    newest = Picture.objects.values("group").annotate(last=Max("pk")).values("last")
    pictures = list(Picture.objects.filter(pk__in=newest).defer("missing").order_by("group"))
    kinds = [kind for kind in (*Kind.values, "") if any(one.kind == kind for one in pictures)]
    names = {kind: str(Kind(kind).label) if kind else _("Several kinds together") for kind in kinds}
    found = [_division(names[kind], [one for one in pictures if one.kind == kind], text) for kind in kinds]
    whole = [_division(_("The whole network"), pictures, text)] if len(found) > 1 else []
    return max((one.at for one in pictures), default=None), whole + found


def _division(name: str, groups: list[Picture], text: Skills) -> Division:
    asked, thin = ([frozenset(getattr(one, field)) for one in groups] for field in ("skills", "thin"))

    def thinness(skill: Skill) -> Thinness:
        return Thinness(skill, *(sum(skill.key in keys for keys in some) for some in (thin, asked)))

    return Division(name, len(groups), [(part, [thinness(one) for one in part.skills]) for part in text.competencies])


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
