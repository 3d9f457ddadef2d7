"""Nobody finds out who rated what, however they join, leave, rate again and compare.

Each team is lived through several times. Between two lives only what must not be told differs: who of the others chose
which level, who wrote what, drafts, what was changed before the close, what somebody said who then left. Whatever one
member can look at, step by step, has to be the same to the letter.
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

from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.people.models import How, User
from convene.core.rounds.models import Round
from convene.core.teams import actions as teams
from convene.core.teams.models import Member, Team
from convene.features.readiness import actions, personal
from convene.features.readiness.actions import Said

KEYS = ("ready-leadership", "ready-time", "ready-pay")
PASSING = re.compile(
    r'<time\b.*?</time>|<cv-when.*?</cv-when>|name="csrfmiddlewaretoken" value="[^"]*"|data-token="[^"]*"|token=[^"&]*'
    r'|nonce="[^"]*"|/(?:teams|teams/readiness|institutions)/\d+/|rounds\.round:\d+|"(?:kept|shared)_at": "[^"]*"'
    r'|name="round" value="\d+"|teams\.team:\d+|[?&]v=\w+|team[=-]\d+',
    re.DOTALL,
)


@dataclass
class Life:
    """What the others do, and what the one who looks has seen."""

    finals: list[dict[str, int | None]]  # the levels of each other person, that count
    words: list[str]
    noise: random.Random  # drafts and first thoughts
    seen: list[str] = field(default_factory=list)


def said(levels, words="") -> list[Said]:
    return [Said(key, level, needs=words if key == KEYS[0] else "") for key, level in levels.items()]


def look(life: Life, team: Team, attacker: User) -> None:
    """Every page of the team that there is, and everything else that reaches the one who looks."""
    browser = Client()
    browser.force_login(attacker)
    addresses = [team.get_absolute_url(), reverse("readiness:record", args=[team.pk]), "/notifications/"]
    for one in Round.objects.filter(team=team).order_by("number"):
        addresses += [reverse(f"readiness:{name}", args=[one.pk]) for name in ("round", *["sheet"] * one.is_open)]
    pages = [browser.get(address) for address in addresses]
    given = [section.rows for section in personal.given(attacker)]
    letters = sorted(f"{one.subject}\n{one.body}" for one in mail.outbox if attacker.email in one.to)
    told = [f"{page.status_code} {page.text}" for page in pages]
    everything = "\n".join([*told, json.dumps(given, default=str, sort_keys=True), *letters])
    life.seen.append(PASSING.sub("", everything))


def live(life: Life, people: list[User]) -> None:
    """A team from its first round to after its second."""
    attacker, *others = people
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for at, one in enumerate([*others, attacker]):
        Member.objects.create(team=team, person=one, role="lead" if at == 0 else "member")
    round = actions.begin(attacker, team)
    for one in others:
        actions.keep(one, round, said=said({key: life.noise.randint(1, 4) for key in KEYS}, "Only a thought"))
        actions.share(one, round, said=said({key: life.noise.randint(1, 4) for key in KEYS}, "A first thought"))
    for one, levels, words in zip(others, life.finals, life.words, strict=True):
        actions.share(one, round, said=said(levels, words))
    if others:
        *_rest, guest = others
        teams.leave(attacker, team)
        Member.objects.create(team=team, person=attacker)
        passer_by = User.objects.create(email="pass@example.org", handle="passer-by", name="Passer By")
        Member.objects.create(team=team, person=passer_by)
        actions.share(passer_by, round, said=said({key: life.noise.randint(1, 4) for key in KEYS}, "Passing"))
        teams.leave(passer_by, team)
    for level in (1, 4, 2):
        actions.share(attacker, round, said=said(dict.fromkeys(KEYS, level), "Mine"))
    look(life, team, attacker)
    actions.close(attacker, round)
    look(life, team, attacker)
    second = actions.begin(attacker, team)
    if others:
        actions.share(guest, second, said=said({KEYS[0]: life.noise.randint(1, 4)}))
        actions.close(attacker, second)
        personal.forget(guest, How.ANONYMOUS)
        Member.objects.filter(person=guest).delete()
        look(life, team, attacker)


def lived(life: Life, people: list[User]) -> list[str]:
    with transaction.atomic():
        mail.outbox.clear()
        live(life, people)
        transaction.set_rollback(True)
    return life.seen


@pytest.fixture
def people(person, db) -> Callable[[int], list[User]]:
    take_up(None)
    return lambda number: [person(f"Person {letter}") for letter in "ABCDEFGHIJKL"[:number]]


def drawn(number: int) -> tuple[list[dict[str, int | None]], list[str]]:
    """Levels and words of all others in a team of so many."""
    chance = random.Random(number)  # noqa: S311
    levels = [{key: chance.choice([1, 2, 3, 4, None]) for key in KEYS} for _other in range(number - 1)]
    return [one | {KEYS[1]: one[KEYS[1]] or 2} for one in levels], [f"Thought {at}" for at in range(number - 1)]


@pytest.mark.parametrize("number", [1, 3, 6, *(pytest.param(more, marks=pytest.mark.alike) for more in (2, 4, 9, 12))])
def test_whatever_one_member_sees_tells_of_nobody_who_rated_what(number, people) -> None:
    chance, team, (levels, words) = random.Random(number), people(number), drawn(number)  # noqa: S311
    columns = [chance.sample(column, len(column)) for column in ([one[key] for one in levels] for key in KEYS)]
    turned = [dict(zip(KEYS, row, strict=True)) for row in zip(*columns, strict=True)]
    first = lived(Life(levels, words, random.Random(1)), team)  # noqa: S311
    assert first == lived(Life(turned, chance.sample(words, len(words)), random.Random(2)), team)  # noqa: S311


@pytest.mark.parametrize("number", [2, 5])
def test_while_a_round_is_open_nothing_is_told_at_all(number, people) -> None:
    team, (levels, words) = people(number), drawn(number)
    other = [{key: 5 - level if level else level for key, level in one.items()} for one in levels]
    first = lived(Life(levels, words, random.Random(1)), team)  # noqa: S311
    second = lived(Life(other, words, random.Random(1)), team)  # noqa: S311
    assert first[0] == second[0]
    assert first[1] != second[1], "when it is closed, what was found is there to be seen"
