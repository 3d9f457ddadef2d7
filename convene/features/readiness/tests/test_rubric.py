"""Both sides rate the same work apart, and see how far apart they are."""

from __future__ import annotations

import random

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from convene.core.frameworks.actions import adopt, ready_made
from convene.core.rounds.models import Round
from convene.core.teams import actions as teams
from convene.core.teams.models import Invitation, Member
from convene.features.readiness import actions
from convene.features.readiness.actions import Said
from convene.features.readiness.models import Finding
from convene.features.readiness.queries.sides import comparison
from convene.lib.errors import NotAllowed, NotPossible

from .test_attacker import PASSING

SHARES, EQUITY = "shares-leadership", "equity-focused"


def said(level, key=SHARES, evidence="The agreement of May") -> list[Said]:
    return [Said(key, level, evidence=evidence)]


def address(name: str, round: Round) -> str:
    return reverse(f"readiness:{name}", args=[round.pk])


@pytest.fixture
def both(team, person):
    """Ana and Ben of the institution, Paz and Quinn of a partner; and a round at the beginning."""
    for name in ("Paz", "Quinn"):
        Member.objects.create(team=team, person=person(name), side="partner")
    return actions.begin_moment(team.members.get(role="lead").person, team, moment="new-partner")


def partners(round: Round):
    return [one.person for one in round.team.members.filter(side="partner").order_by("pk")]


def test_a_partner_is_invited_as_one_and_told_so(team, ana, cleo, client, as_):
    sent = {"addresses": cleo.email, "side": "partner"}
    as_(ana).post(reverse("teams:invite", args=[team.pk]), sent)
    assert "as a partner from outside" in mail.outbox[-1].body
    invitation = Invitation.objects.get()
    assert "Partners see and say as much as everybody" in client.get(invitation.get_absolute_url()).text
    teams.accept(cleo, invitation)
    assert Member.objects.get(person=cleo).side == "partner"
    assert "Partner" in as_(ana).get(team.get_absolute_url()).text
    round = actions.begin_moment(cleo, team, moment="planning")
    assert "You rate as a partner" in as_(cleo).get(address("sheet", round)).text
    assert "You rate for Hall of Tides" in as_(ana).get(address("sheet", round)).text


def test_the_gap_is_shown_and_no_average(both, ana, ben, as_):
    paz, quinn = partners(both)
    for who, level in ((ana, 3), (ben, 3), (paz, 1), (quinn, 2)):
        actions.share(who, both, said=said(level, evidence=f"As {who} saw it"), is_named=who == paz)
    actions.close(ana, both)
    page = as_(quinn).get(address("round", both)).text
    assert "Levels apart: 1½. The partner sees it lower." in page
    assert "Level 1–2 (1½)" in page
    assert "2.25" not in page
    assert page.count("— Paz") == 1
    assert "As Ben" in page
    (row,) = comparison(both).widest
    assert row.gap == -1.5


def test_a_level_above_the_first_needs_what_shows_it(both, ana, as_):
    with pytest.raises(NotPossible, match="a wish"):
        actions.share(ana, both, said=said(2, evidence=" "))
    sent = {f"{SHARES}-level": "3", "share": "yes"}
    page = as_(ana).post(address("sheet", both), sent)
    assert page.status_code == 422
    assert "What shows it? A level above the first needs that." in page.text
    assert as_(ana).post(address("sheet", both), {f"{SHARES}-level": "3", "keep": "yes"}).status_code == 302
    actions.share(ana, both, said=said(1, evidence=""))


def test_a_single_partner_is_shown_only_if_they_said_so_and_knows_it_before(both, ana, ben, as_):
    paz, quinn = partners(both)
    teams.leave(quinn, both.team)
    assert "You are the only one of your side so far." in as_(paz).get(address("sheet", both)).text
    assert "only one of your side so far" not in as_(ana).get(address("sheet", both)).text
    for who, level in ((ana, 3), (ben, 4), (paz, 1)):
        actions.share(who, both, said=said(level, evidence=f"As {who} saw it"))
    actions.close(ana, both)
    page = as_(ben).get(address("round", both)).text
    assert "No gap to see: one side is not shown." in page
    assert "Not shown: fewer than two rated." in page
    assert "As Paz saw it" not in page
    again = actions.begin_moment(ana, both.team, moment="new-partner")
    for who, level in ((ana, 3), (ben, 4), (paz, 1)):
        actions.share(who, again, said=said(level, evidence=f"As {who} saw it"), may_stand_alone=who == paz)
    actions.close(ana, again)
    page = as_(ben).get(address("round", again)).text
    assert "Levels apart: 2½. The partner sees it lower." in page
    assert "As Paz saw it" in page


def test_one_who_may_be_shown_alone_is_not_shown_alone_beside_one_who_may_not(both, ana):
    paz, quinn = partners(both)
    actions.share(paz, both, said=said(1), may_stand_alone=True)
    actions.share(quinn, both, said=[*said(2), *said(4, key=EQUITY)])
    actions.close(ana, both)
    assert {(one.part.key, one.side, one.lowest, one.highest) for one in Finding.objects.all()} == {(SHARES, "partner", 1, 2)}


def test_moments_have_rounds_of_their_own_and_only_those_that_there_are(both, ana, as_):
    page = as_(ana).get(reverse("readiness:moments", args=[both.team_id])).text
    for words in ("Hitting a roadblock", "Evaluation", "Round 1"):
        assert words in page
    begun = as_(ana).post(reverse("readiness:begin_moment", args=[both.team_id]), {"moment": "roadblock"})
    assert begun.status_code == 302
    with pytest.raises(NotPossible, match="moment"):
        actions.begin_moment(ana, both.team, moment="lunch")
    with pytest.raises(NotPossible, match="in a round already"):
        actions.begin_moment(ana, both.team, moment="roadblock")


def test_bad_states_have_their_sentences(both, team, ana, as_):
    actions.close(ana, both)
    assert "Nobody rated in this round" in as_(ana).get(address("round", both)).text
    Member.objects.filter(side="partner").delete()
    assert "No partner from outside" in as_(ana).get(reverse("readiness:moments", args=[team.pk])).text
    round = actions.begin_moment(ana, team, moment="planning")
    adopt(None, kind="rubric", source=ready_made("rubric").replace("{key: planning,", "{key: plans,"))
    assert "newer text" in as_(ana).get(address("round", round)).text
    assert "Planning or writing a proposal" in as_(ana).get(address("round", round)).text
    assert address("round", round) in as_(ana).get(reverse("readiness:moments", args=[team.pk])).text


def test_nobody_else_finds_it(both, cleo, dora, as_):
    for who in (cleo, dora):
        for name in ("round", "sheet", "close"):
            assert as_(who).get(address(name, both)).status_code == 404
        assert as_(who).get(reverse("readiness:moments", args=[both.team_id])).status_code == 404
        with pytest.raises(NotAllowed):
            actions.share(who, both, said=said(1))


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_what_one_sees_tells_of_nobody_on_either_side(number, team, ana, ben, person, as_):
    """The same levels laid to others of their side, and any level of one who is alone there, look the same."""
    chance = random.Random(number)  # noqa: S311
    for at in range(number):
        Member.objects.create(team=team, person=person(f"Person {at}"), side="partner")
    for at in range(number, number + 3):
        Member.objects.create(team=team, person=person(f"Person {at}"))
    levels = {side: [chance.randint(1, 4) for _one in team.members.filter(side=side).exclude(person=ana)] for side in ("own", "partner")}

    def seen(own: list[int], partner: list[int]) -> list[str]:
        with transaction.atomic():
            round, left = actions.begin_moment(ana, team, moment="planning"), {"own": list(own), "partner": list(partner)}
            for one in team.members.select_related("person").order_by("pk"):
                level = left[one.side].pop() if one.person != ana else 2
                actions.share(one.person, round, said=said(level))
            pages = [as_(ana).get(address("round", round)).text]
            actions.close(ana, round)
            pages += [as_(ana).get(address("round", round)).text, as_(ana).get("/notifications/").text]
            transaction.set_rollback(True)
        return [PASSING.sub("", page) for page in pages]

    first = seen(levels["own"], levels["partner"])
    turned = [chance.sample(levels[side], len(levels[side])) for side in ("own", "partner")]
    if number == 1:
        turned[1] = [5 - levels["partner"][0]]
    assert seen(*turned) == first
