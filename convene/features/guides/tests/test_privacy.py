"""Nothing of an answer that was not shared can be read or inferred, whatever a colleague tries."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.core.people.parts import parts
from convene.core.rounds.models import Round
from convene.core.teams.models import Member, Team
from convene.features.guides import actions
from convene.features.guides.models import Answer, Role
from convene.lib.errors import Refusal
from convene.lib.web import live

STEPS = 5
PAGES = ("meeting", "brief")  # of a round
PASSING = re.compile(
    r'<time\b.*?</time>|name="csrfmiddlewaretoken" value="[^"]*"|token=[^"&]*|data-shown="\d+"|Look again.*', re.DOTALL
)


@dataclass
class Attacker:
    """Somebody who looks at everything that they can open."""

    person: User
    round: Round
    browser: Client
    key: str

    def sees(self) -> str:
        """Every page, export, line, mail and answer in JSON, without what changes with each look."""
        of_round, of_team = f"/community-science/guide/rounds/{self.round.pk}/", self.round.team.get_absolute_url()
        question = f"{of_round}q/{self.key}/"
        found = []
        for address in (of_round, question, f"{question}earlier/", f"{of_round}partner/", of_team, "/notifications/",
                        f"/community-science/guide/teams/{self.round.team_id}/", f"/search/?q=zq{self.key[:3]}",
                        *(f"{of_round}{page}/" for page in PAGES)):  # fmt: skip
            page = self.browser.get(address)
            found.append(f"{address} {page.status_code} {page.headers.get('ETag', '')} {PASSING.sub('', page.text)}")
        found.append(self.browser.post(f"{question}alone/", {"words": "", "upon_words": "999"}).text)
        found.append(self.browser.post(f"{question}together/", {"confidence": "", "upon_confidence": "0"}).text)
        for part in parts():
            found += [json.dumps(section.rows, default=str) for section in part.given(self.person)]
        found.append(repr([(one.verb, one.facts) for one in self._lines()]))
        found.append(repr([one.body for one in mail.outbox if self.person.email in one.to]))
        return "\n".join(found)

    def _lines(self) -> list[Entry]:
        told = Notification.objects.filter(person=self.person).values("entry")
        return list(Entry.objects.filter(pk__in=told).order_by("pk"))



@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """On which channels something was said to pages."""
    found: list[str] = []
    monkeypatch.setattr(live, "send", lambda messages: found.extend(messages))
    return found


def _cast(team: Team, person, size: int) -> list[User]:
    Member.objects.filter(team=team).delete()
    people = [person(f"Member {number}") for number in range(size)]
    for number, one in enumerate(people):
        Member.objects.create(team=team, person=one, role="member" if number else "lead")
    return people


@pytest.mark.parametrize("size", range(1, 13))
def test_what_is_not_shared_changes_nothing_for_anybody(size, team, round, question, person, as_, heard):
    """Two worlds that differ in nothing but drafts look the same to whoever has answered, and to whoever has not."""
    luck = random.Random(size)  # noqa: S311
    people = _cast(team, person, size)
    attacker = Attacker(people[0], round, as_(people[0]), question.key)
    others = people[1:]
    sharing = [one for one in others if luck.random() < 0.5]
    silent = [one for one in others if one not in sharing]
    for one in sharing:
        said = {"step": luck.randrange(STEPS), "words": f"shared by {one.pk}", "role": luck.choice(Role.values)}
        actions.share(one, round, question, said=said, upon={})
    attacker.sees()  # their own drafts
    for answered in (False, True):
        if answered:
            actions.share(people[0], round, question, said={"step": 1, "words": "Mine"}, upon={})
        before = attacker.sees()
        del heard[:]
        for one in silent:
            mine = Answer.objects.filter(person=one).first()
            said = {"step": luck.randrange(STEPS), "words": f"zqsecret{one.pk}x{answered}", "role": luck.choice(Role.values)}
            upon = {name: mine.version(name) for name in said} if mine else {}
            actions.keep(one, round, question, said=said, upon=upon)
        assert not heard, "a page would have heard of it"
        after = attacker.sees()
        assert after == before
        assert "zqsecret" not in after
        assert ("shared by" in before) == (answered and bool(sharing))


@pytest.mark.parametrize("size", [2, 4, 7])
def test_who_has_not_answered_sees_no_count_and_hears_of_nothing(size, team, round, question, person, as_):
    """Sharing by others changes nothing for somebody who has not shared: no words, no number, no moment."""
    luck = random.Random(size)  # noqa: S311
    people = _cast(team, person, size)
    attacker = Attacker(people[0], round, as_(people[0]), question.key)
    attacker.sees()
    before = attacker.sees()
    for one in people[1:]:
        actions.share(one, round, question, said={"step": luck.randrange(STEPS), "words": f"zqword{one.pk}"}, upon={})
        assert attacker.sees() == before
    page = attacker.browser.get(f"/community-science/guide/rounds/{round.pk}/q/{question.key}/").text
    assert not re.findall(r"guides\.question", "".join(_channels(page)))


def _channels(page: str) -> list[str]:
    tokens = re.findall(r"token=([^\"&]*)", page)
    return [channel for token in tokens for channel in live.check(unquote(token)).channels]


@pytest.mark.parametrize("seed", range(12))
def test_no_two_views_tell_one_persons_step(seed, team, round, question, person):
    """An attacker joins, leaves, comes back, shares, asks for drawings and compares all: each step is in three others."""
    luck = random.Random(seed)  # noqa: S311
    size = seed + 1
    people = _cast(team, person, size)
    attacker, views = people[0], []
    for one in [*people, *people]:
        deed = luck.randrange(4)
        if deed == 0:
            Member.objects.filter(person=attacker).delete()
            Member.objects.get_or_create(team=team, person=attacker)
        _try(actions.share, one, round, question, said={"step": luck.randrange(STEPS), "words": ""}, upon={})
        if deed == 1:
            _try(actions.draw, attacker, round, question)
        if deed == 2 and one != attacker:
            _try(actions.skip, one, round, question, reason="Not now")
        views.append(set(Answer.objects.filter(drawn_at__isnull=False).values_list("person", flat=True)))
    shown = [view for at, view in enumerate(views) if at == 0 or view != views[at - 1]]
    for earlier in [set(), *shown]:
        for later in shown:
            assert len(later ^ earlier) not in {1, 2}
    assert (size < 3) == (not views[-1]), "it is drawn as soon as it may be"


def _try(do, *args, **said) -> None:
    try:
        do(*args, **said)
    except Refusal:
        return


def test_who_skips_to_peek_or_leaves_and_comes_back_reads_nothing(team, ana, ben, round, question, as_):
    actions.share(ben, round, question, said={"step": 0, "words": "zqword"}, upon={})
    address = f"/community-science/guide/rounds/{round.pk}/q/{question.key}/"
    browser = as_(ana)
    browser.post(f"{address}skip/", {"reason": "To peek"})
    assert "zqword" not in browser.get(address).text
    Member.objects.filter(person=ana).delete()
    assert browser.get(address).status_code == 404
    Member.objects.create(team=team, person=ana)
    assert "zqword" not in browser.get(address).text
    actions.share(ana, round, question, said={"step": 1, "words": ""}, upon={})
    assert "zqword" in browser.get(address).text
    Member.objects.filter(person=ana).delete()
    assert browser.get(address).status_code == 404
    assert not Answer.objects.visible_to(ana).exists()


def test_staff_and_strangers_find_nothing(team, ana, round, question, cleo, dora, as_):
    actions.share(ana, round, question, said={"step": 0, "words": "zqword"}, upon={})
    Round.objects.update(closed_at=timezone.now())
    for who in (cleo, dora):
        assert as_(who).get(f"/community-science/guide/rounds/{round.pk}/q/{question.key}/").status_code == 404
        assert not Answer.objects.visible_to(who).exists()
        assert "zqword" not in as_(who).get("/search/?q=zqword").text.replace('value="zqword"', "").split("<main")[1].split("<h1")[0]
