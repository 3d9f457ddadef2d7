"""What votes come to, and what nobody may read out of it."""

from __future__ import annotations

import datetime as dt
from threading import Event

import pytest
from django.db.models import F
from django.test import Client

from convene.features.dialogues import actions, rules
from convene.features.dialogues.models import Ballot, Picture
from convene.features.dialogues.opinion import analyse
from convene.features.dialogues.pictures.cells import shown
from convene.features.dialogues.queries.results import result_of
from convene.features.dialogues.tasks import Drawing, draw, draw_all, pictures, reading
from convene.lib.errors import Refusal

from .conftest import said
from .towns import ONE, OTHER, TEXTS, over, vote_as


def test_the_groups_come_out_as_planted_and_the_page_says_it_in_sentences(town, client) -> None:
    assert draw_all() == 1
    result = result_of(town)
    assert (result.state, [group.size for group in result.groups]) == ("settled", [20, 16])
    assert [said.number for said, _side in result.shared] == [9]
    assert 10 in [said.number for said in result.unsure]
    assert {said.number for said in result.divides} <= set(range(1, 9))
    assert {said.number for said, side, _cell in result.groups[0].voices if side == "agree"} <= {1, 2, 3, 4, 9}
    page = client.get(f"{town.get_absolute_url()}results/").text
    assert "What all groups share" in page
    assert TEXTS[8] in page
    assert "A · 20 people" in page
    report = client.get(f"{town.get_absolute_url()}report/").text
    assert all(text in report for text in TEXTS)
    assert "How this was worked out" in report


def test_what_a_page_shows_leads_to_no_ballot(town, client) -> None:
    draw_all()
    page = client.get(f"{town.get_absolute_url()}results/").text
    kept = str(Picture.objects.get().facts)
    for number, key in Ballot.objects.values_list("pk", "key"):
        assert str(number) not in page + kept
        assert key not in page + kept
    clumps = [clump for group in result_of(town).groups for clump in group.clumps]
    assert min(clump[4] for clump in clumps) >= 5


def test_working_it_out_again_gives_the_same_to_the_last_digit(town) -> None:
    draw_all()
    first = Picture.objects.get().facts
    Picture.objects.all().delete()
    Ballot.objects.update(shown=0)
    assert draw(town.pk) == 1
    assert Picture.objects.get().facts == first
    assert draw_all() == 0


def test_the_way_that_was_chosen_beforehand_is_the_one_that_is_used_and_named(ana, convened, client) -> None:
    here = convened(seeds=TEXTS, mode="unbiased")
    few = {number: value for number, value in ONE.items() if number <= 7}
    for sides, times in ((ONE, 12), (OTHER, 12), (few, 6)):
        vote_as(here, sides, times, noise=0.1)
    with pytest.raises(Refusal):
        actions.edit(ana, here, said=said(opens_at=here.opens_at, closes_at=here.closes_at, mode="polis"))
    draw_all()
    result, found = result_of(here), reading.read(here.pk)
    assert result.mode == "unbiased"
    drawn = analyse(found.table, found.statements, "unbiased", replicates=0)
    at = next(at for at, cast in enumerate(found.table.cast) if cast == 7)
    row = found.table.table[[at]]
    votes = {int(found.table.statements[column]): int(vote) for column, vote in zip(row.indices, row.data, strict=True)}
    assert result.seat_of(votes)[:2] == pytest.approx(drawn.places[at], abs=0.01)
    assert "fair to those who vote little" in client.get(f"{here.get_absolute_url()}report/").text


def test_what_was_worked_out_leads_those_who_vote(town) -> None:
    before = town.routing
    draw_all()
    town.refresh_from_db()
    assert town.tallied == town.changes
    assert town.routing > before
    weights = dict(town.statements.values_list("number", "priority"))
    assert weights[9] > weights[10]
    assert town.statements.get(number=9).agrees >= 30


def test_a_picture_moves_on_only_when_five_have_voted_since(town) -> None:
    draw_all()
    first = Picture.objects.get().changes
    vote_as(town, ONE, 4)
    assert draw_all() == 1
    assert Picture.objects.get().changes == first
    assert draw_all() == 0
    vote_as(town, ONE, 1)
    draw_all()
    assert Picture.objects.get().changes == town.changes


def test_one_that_cannot_be_drawn_and_one_that_is_always_due_keep_no_other_waiting(convened) -> None:
    broken, busy, calm = (convened(question=f"{word}?", seeds=TEXTS) for word in ("Broken", "Busy", "Calm"))
    Picture.objects.create(dialogue=broken, changes=0, facts="not what it should be")
    lane = Drawing("a worker", Event(), dt.timedelta(minutes=1))
    for here, ballots in ((broken, 4), (busy, 8), (calm, 8)):
        vote_as(here, ONE, ballots)
    for _turn in range(3):
        lane.step()
        vote_as(busy, ONE, 8)
    told = dict(Picture.objects.values_list("dialogue", "changes"))
    assert told.pop(broken.pk) == 0
    assert told.keys() == {busy.pk, calm.pk}


def test_after_closing_all_votes_are_in_the_picture(town) -> None:
    draw_all()
    vote_as(town, ONE, 2)
    draw_all()
    over(town)
    assert draw_all() == 1
    assert result_of(town).people == 38
    assert draw_all() == 0


def test_a_ballot_set_aside_counts_no_more(town, ana) -> None:
    some = list(town.ballots.values_list("pk", flat=True)[:6])
    draw_all()
    actions.set_aside(ana, town, ballots=some)
    draw_all()
    assert result_of(town).people == 30


@pytest.mark.parametrize(("people", "state"), [(0, "none"), (6, "few"), (30, "early")])
def test_it_is_said_when_it_is_too_early(people, state, convened, client) -> None:
    here = convened(seeds=TEXTS)
    vote_as(here, dict.fromkeys(range(1, 11), 1), people)
    draw_all()
    assert result_of(here).state == state
    page = client.get(f"{here.get_absolute_url()}results/")
    assert page.status_code == 200
    assert "Too early to say" in page.text
    assert "<svg class=\"room\"" not in page.text


def test_people_whose_votes_do_not_overlap_are_no_groups(convened) -> None:
    here = convened(seeds=TEXTS)
    for number in range(1, 11):
        vote_as(here, {number: 1 if number % 2 else -1}, 1)
    draw_all()
    result = result_of(here)
    assert (result.state, result.groups, result.few_voted) == ("early", [], 10)


def test_votes_by_lot_are_not_settled_and_no_group_is_told(convened, client) -> None:
    here = convened(seeds=TEXTS)
    vote_as(here, dict.fromkeys(range(1, 11), 1), 30, noise=1.0)
    draw_all()
    result = result_of(here)
    assert (result.state, result.groups) == ("unsettled", [])
    page = client.get(f"{here.get_absolute_url()}results/").text
    assert "Not settled yet" in page
    assert "Group A" not in page


@pytest.mark.parametrize(("everybody", "groups", "all_", "kept"), [
    ((3, 1, 4), [], None, []),
    ((3, 2, 5), [], (3, 2, 5), []),
    ((20, 0, 25), [(12, 0, 14), (8, 0, 10)], (20, 0, 24), [True, True]),  # one sits in no group
    ((20, 0, 24), [(16, 0, 20), (4, 0, 4)], (16, 0, 20), [True, False]),
    ((20, 0, 24), [(14, 0, 17), (3, 0, 3), (3, 0, 4)], (20, 0, 24), [True, False, False]),  # seven of two groups
    ((4, 0, 8), [(2, 0, 4), (2, 0, 4)], (4, 0, 8), [False, False]),
    ((4, 0, 9), [(2, 0, 4), (0, 0, 0)], None, [False, False]),
])  # fmt: skip
def test_no_cell_below_five_is_shown_nor_follows_from_others(everybody, groups, all_, kept) -> None:
    found, cells = shown(everybody, groups)
    assert (found, [cell is not None for cell in cells]) == (all_, kept)
    rest = found[2] - sum(cell[2] for cell in cells if cell) if found else 0
    assert rest == 0 or rest >= 5


@pytest.mark.parametrize(("results", "voter", "convener", "later"), [
    ("live", True, True, True), ("closed", False, False, True), ("convener", False, True, True),
])  # fmt: skip
def test_the_result_is_shown_when_it_was_promised(results, voter, convener, later, convened, ana, ben) -> None:
    here = convened(results=results)
    assert bool(rules.may_see_results(ben, here)) is voter
    assert bool(rules.may_see_results(ana, here)) is convener
    answer = Client().get(f"{here.get_absolute_url()}report/")
    assert answer.status_code == (200 if voter else 403)
    over(here)
    assert bool(rules.may_see_results(ben, here)) is later


def test_one_sees_where_one_sits_and_others_do_not(town, device, votes) -> None:
    draw_all()
    mine = device(town)
    for number, value in ONE.items():
        votes(mine, number, {1: "agree", -1: "disagree", 0: "pass"}[value], town)
    page = f"{town.get_absolute_url()}results/"
    assert "you sit nearest to Group A" in mine.get(page).text
    assert "you sit nearest" not in Client().get(page).text
    for number, value in OTHER.items():
        votes(mine, number, {1: "agree", -1: "disagree", 0: "pass"}[value], town)
    assert "you sit nearest to Group B" in mine.get(page).text, "on the map of before, without waiting for the next"


def test_a_place_of_ones_own_is_the_same_as_on_the_map(town) -> None:
    draw_all()
    result = result_of(town)
    for sides, letter in ((ONE, "A"), (OTHER, "B")):
        found = result.seat_of(sides)
        assert found
        assert found[2].letter == letter
    assert result.seat_of({1: 1, 2: 1}) is None


def test_votes_that_come_while_a_picture_is_drawn_count_for_the_next_one(town, monkeypatch) -> None:
    draw_all()
    vote_as(town, ONE, 3)

    def read_and_wait(pk: int) -> object:
        found = reading.read(pk)
        vote_as(town, ONE, 4)
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(pictures, "read", read_and_wait)
        draw(town.pk)
    assert result_of(town).people == 36, "three ballots are too few, whoever came meanwhile"
    draw_all()
    assert result_of(town).people == 43
    assert not Ballot.objects.exclude(shown=F("sequence")).exists()


def test_what_is_refused_leaves_the_picture_though_nobody_votes_any_more(town, ana) -> None:
    draw_all()
    assert result_of(town).facts["without"] == []
    actions.decide(ana, town, statements=[_pk(town, 10)], verdict="refused", reason="hurts")
    assert draw_all() == 1
    result = result_of(town)
    assert (result.facts["without"], result.people, [group.size for group in result.groups]) == ([10], 36, [20, 16])
    assert all(all_ is None for number, all_, _groups in result.facts["lines"] if number == 10)
    assert draw_all() == 0
    actions.decide(ana, town, statements=[_pk(town, 10)], verdict="shown")
    draw_all()
    assert 10 in [said.number for said in result_of(town).unsure]


def test_a_refusal_shows_no_ballot_that_is_new(town, ana) -> None:
    draw_all()
    before = result_of(town).facts
    vote_as(town, ONE, 2)
    actions.decide(ana, town, statements=[_pk(town, 9)], verdict="refused", reason="hurts")
    draw_all()
    after = result_of(town).facts
    assert (after["people"], after["axes"], after["shared"]) == (36, before["axes"], [])
    assert [line for line in after["lines"] if line[0] != 9] == [line for line in before["lines"] if line[0] != 9]
    assert "9," not in str([group["voices"] for group in after["groups"]])
    vote_as(town, ONE, 3)
    draw_all()
    assert (result_of(town).people, result_of(town).facts["without"]) == (41, [9])


def test_nobody_changes_groups_alone_when_a_statement_is_refused(convened, ana) -> None:
    here = convened(seeds=TEXTS)
    vote_as(here, {**ONE, 10: 1}, 30)
    vote_as(here, {**OTHER, 9: -1, 10: -1}, 26)
    vote_as(here, {1: 1, 2: 1, 3: 1, 4: 0, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1}, 3)  # with the first by 9 and 10 alone
    draw_all()
    before = result_of(here).facts
    assert [group["size"] for group in before["groups"]] == [33, 26]
    actions.decide(ana, here, statements=[_pk(here, 9), _pk(here, 10)], verdict="refused", reason="hurts")
    draw_all()
    after = result_of(here).facts
    assert ([group["size"] for group in after["groups"]], after["without"]) == ([33, 26], [])
    assert after["lines"] == [*before["lines"][:8], [9, None, [None, None]], [10, None, [None, None]]]
    assert draw_all() == 0
    vote_as(here, ONE, 5)
    draw_all()
    assert [group.size for group in result_of(here).groups] == [35, 29]


def _pk(here, number: int) -> int:
    return here.statements.get(number=number).pk
