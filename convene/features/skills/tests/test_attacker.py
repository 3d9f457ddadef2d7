"""Nobody finds out how another rates their skills, however they join, leave, rate again and compare all that they see.

Each team is lived through twice. Between two lives only what must not be told differs: how well the others can do
something, where they wish to grow, when they said so, which of them it is, or what one of them says that fewer than
three differ in. Whatever a colleague, a leader or the staff can look at, step by step, has to be the same to the letter.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from convene.core.frameworks.actions import adopt
from convene.core.institutions.models import Institution
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.models import How, User
from convene.core.people.parts import parts
from convene.core.teams import actions as teams
from convene.core.teams.models import Member, Team
from convene.features.skills import actions, personal
from convene.features.skills.actions import Answer
from convene.features.skills.coverage.team import CAN_DO
from convene.features.skills.models import Need, Release
from convene.features.skills.schedule import release_coverage
from convene.lib.web import live

from .test_team import WHEEL

SKILLS = ("listen", "map")
PASSING = re.compile(
    r'<time\b.*?</time>|<cv-when.*?</cv-when>|name="csrfmiddlewaretoken" value="[^"]*"|data-\w+="[^"]*"|token=[^"&]*'
    r'|nonce="[^"]*"|/(?:teams|needs|institutions)/\d+/|"(?:\w+_at|since|at)": "[^"]*"|(?:teams\.team|skills\.need):\d+'
    r"|[?&]v=\w+|team[=-]\d+",
    re.DOTALL,
)
Steps = dict[str, int]


@dataclass
class World:
    """What the others say of themselves, and what those who look have seen of it."""

    first: list[Steps]  # of each other person, before anything is shown
    then: dict[int, Steps]  # what some of them say later
    late: dict[int, Steps] = field(default_factory=dict)  # and later still, at least two of them
    noise: int = 0
    others_come_and_go: bool = True  # so that with two of them three differ
    seen: list[str] = field(default_factory=list)


def rate(person: User, steps: Steps, noise: random.Random) -> None:
    """Said now, after something that nobody saw, and with wishes that nobody sees."""
    for _time in range(noise.randrange(2)):
        actions.rate(person, answers={"map": Answer(noise.randrange(4))})
    actions.rate(person, answers={key: Answer(step, grows=noise.random() < 0.5) for key, step in steps.items()})


@dataclass
class Eyes:
    """Everything that one person can look at."""

    person: User
    team: Team
    heard: list[str]

    def __post_init__(self) -> None:
        self.browser = Client()
        self.browser.force_login(self.person)

    def glance(self) -> str:
        """What changes when skills are released."""
        return self._pages([reverse("skills:team", args=[self.team.pk])])

    def office(self) -> str:
        """What the staff can try: the network's page, the team's, and what they are told."""
        return self._pages([reverse("skills:network"), reverse("skills:team", args=[self.team.pk]), "/notifications/"])

    def look(self) -> str:
        """Every page, figure, export, line, letter and signal."""
        pk, need = self.team.pk, Need.objects.get(team=self.team).pk
        told = self._pages([
            self.team.get_absolute_url(), reverse("skills:team", args=[pk]), reverse("skills:gap", args=[pk, "map"]),
            reverse("skills:need", args=[need]), reverse("skills:network"), "/notifications/",
        ])  # fmt: skip
        given = [[section.rows for section in part.given(self.person)] for part in parts()]
        lines = Notification.objects.filter(person=self.person).values_list("entry__verb", "reason")
        letters = sorted(f"{one.subject}\n{one.body}" for one in mail.outbox if self.person.email in one.to)
        rest = [json.dumps(given, default=str, sort_keys=True), repr(list(lines)), str(Entry.objects.count()),
                repr(sorted(self.heard)), *letters]  # fmt: skip
        return PASSING.sub("", "\n".join([told, *rest]))

    def search(self) -> str:
        """Where else in the site a skill, or somebody who has it, could come up."""
        pk, need = self.team.pk, Need.objects.get(team=self.team).pk
        return self._pages([
            reverse("skills:edit_need", args=[need]), reverse("skills:mine"), reverse("help:panel", args=[pk, "skill:map"]),
            "/search/?q=mapping", "/people/?q=mapping",
        ])  # fmt: skip

    def _pages(self, addresses: list[str]) -> str:
        """Each page, by the name it has on the site."""
        pages = [(address, self.browser.get(address)) for address in addresses]
        return PASSING.sub("", "\n".join(f"{address} {page.status_code} {page.text}" for address, page in pages))


def live_through(world: World, people: list[User], staff: User, heard: list[str], *, leads: bool) -> None:
    """A team from before its first answer to long after, with one of it who tries everything."""
    attacker, *others = people
    noise = random.Random(world.noise)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    leader = attacker if leads or not others else others[0]
    for one in people:
        Member.objects.create(team=team, person=one, role="lead" if one is leader else "member")
    actions.need(attacker, team, name="Flood stories", skills=SKILLS)
    mine, office = Eyes(attacker, team, heard), Eyes(staff, team, heard)

    def see(how: Callable[[Eyes], str] = Eyes.glance) -> None:
        world.seen.append(how(mine))

    def night() -> None:
        release_coverage.call()
        see()

    for one, steps in zip(others, world.first, strict=True):
        rate(one, steps, noise)
        actions.count(one)
        if one in others[:4]:
            see()
    for step in (3, 0):
        rate(attacker, dict.fromkeys(SKILLS, step), random.Random(step))
        actions.count(attacker)
        night()
    if len(people) == 4:
        see(Eyes.look)
        see(Eyes.search)
    for at, steps in world.then.items():
        rate(others[at], steps, noise)
        see()
        night()
    if others:
        actions.count_no_more(others[-1])
        see()
        actions.count(others[-1])
        night()
    if not leads:
        teams.leave(attacker, team)
        night()
        Member.objects.create(team=team, person=attacker)
    if world.others_come_and_go:
        passer_by = User.objects.create(email="pass@example.org", handle="passer-by", name="Passer By")
        Member.objects.create(team=team, person=passer_by)
        rate(passer_by, dict.fromkeys(SKILLS, 3), random.Random(0))
        actions.count(passer_by)
        night()
        teams.leave(passer_by, team)
    for at, steps in world.late.items():
        rate(others[at], steps, noise)
        see()
    rate(attacker, {"listen": 3, "map": 0}, random.Random(1))
    night()
    if others and world.others_come_and_go:
        personal.forget(others[-1], How.ANONYMOUS)
        Member.objects.filter(person=others[-1]).delete()
        night()
    see(Eyes.look)
    world.seen.append(office.office())
    world.seen.append(str(Release.objects.count()))


@pytest.fixture
def lived(person, dora, db, monkeypatch) -> Callable[..., list[str]]:
    """Lives through a world with so many people, and forgets all of it but what was seen."""
    adopt(None, kind="skills", source=WHEEL)
    people = [person(f"Person {letter}") for letter in "ABCDEFGHIJKL"]
    heard: list[str] = []
    monkeypatch.setattr(live, "send", lambda messages: heard.extend(messages))

    def life(world: World, size: int) -> list[str]:
        with transaction.atomic():
            mail.outbox.clear()
            del heard[:]
            live_through(world, people[:size], dora, heard, leads=size % 2 == 0)
            transaction.set_rollback(True)
        return world.seen

    return life


def said(chance: random.Random) -> Steps:
    return {key: chance.randrange(4) for key in SKILLS}


def turned(steps: Steps) -> Steps:
    """Not yet for learning, can do for can teach, and the other way round."""
    return {key: step ^ 1 for key, step in steps.items()}


SIZES = [size if size in {1, 3, 7} else pytest.param(size, marks=pytest.mark.alike) for size in range(1, 13)]


@pytest.mark.parametrize("size", SIZES)
def test_how_well_somebody_can_do_something_and_who_it_is_changes_nothing_that_anybody_sees(size, lived) -> None:
    """Also where releases follow each other: two others answer otherwise in the end, and so does the attacker."""
    chance = random.Random(size)
    first = [said(chance) for _other in range(size - 1)]
    late = {at: {key: (step + 2) % 4 for key, step in first[at].items()} for at in range(min(2, size - 1))}
    places = chance.sample(range(size - 2), size - 2) + [size - 2] if size > 1 else []  # the last one leaves in each
    other = World(
        [turned(first[place]) for place in places],
        {},
        {places.index(at): turned(steps) for at, steps in late.items()},
        noise=2,
    )
    once = lived(World(first, {}, late, noise=1), size)
    assert once == lived(other, size)
    assert once[-1] == str(min(max(size - 1, 0), 2)), "with three people there are two releases"


@pytest.mark.parametrize("size", [3, 7])
def test_what_one_other_says_later_changes_nothing_whatever_the_attacker_does(size, lived) -> None:
    chance = random.Random(size)
    first, victim = [said(chance) for _other in range(size - 1)], chance.randrange(size - 1)
    flipped = {key: CAN_DO if step < CAN_DO else 0 for key, step in first[victim].items()}
    same = lived(World(first, {victim: first[victim]}, others_come_and_go=False), size)
    assert same == lived(World(first, {victim: flipped}, noise=3, others_come_and_go=False), size)


@pytest.mark.parametrize("size", [4])
def test_beside_several_who_can_nobody_sees_whether_one_more_can(size, lived) -> None:
    first = [dict.fromkeys(SKILLS, 3) for _other in range(size - 1)]
    less = [*first[1:], dict.fromkeys(SKILLS, 0)]
    assert lived(World(first, {}), size) == lived(World(less, {}), size)


def test_two_people_see_nothing_of_each_other_whatever_they_say(lived) -> None:
    able, unable = ([dict.fromkeys(SKILLS, step)] for step in (3, 0))
    first, other = (World(one, {}, others_come_and_go=False) for one in (able, unable))
    assert lived(first, 2) == lived(other, 2)


def test_what_may_be_seen_is_seen(lived) -> None:
    """The one who looks would notice: what the rules allow to be told is told."""
    first = [dict.fromkeys(SKILLS, 3) for _other in range(3)]
    nobody = [dict.fromkeys(SKILLS, 0) for _other in range(3)]
    assert lived(World(first, {}), 4) != lived(World(nobody, {}), 4)
