"""Nothing depends on who came first, on how people and statements are numbered, or on what was known before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from .. import State, Statements, Vote, Votes, analyse, fold_in, read_statements, steadied
from ..agreement import adjusted_rand
from ..groups import groups_of
from ..telling import as_json
from .conversations import CHECKED, camps, conversation

LOGS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 7), st.integers(-1, 1)),
    min_size=1, max_size=80, unique_by=lambda row: row[:2],
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(log: list[tuple[int, int, int]], random: np.random.Generator) -> None:
    shuffled = log.copy()
    random.shuffle(shuffled)
    one, other = (analyse(Votes.of(*zip(*rows, strict=True)), replicates=3) for rows in (log, shuffled))
    told = [{**as_json(picture), "cpu_seconds": 0} for picture in (one, other)]
    for each in told:
        (each["doubt"] or {}).pop("cpu_seconds", 0)
    assert told[0] == told[1]


def test_numbering_people_and_statements_anew_changes_nothing(real_data: Callable[[str], Path]) -> None:
    folder = real_data(CHECKED[0])
    one, random = conversation(folder), np.random.default_rng(5)
    n, p = one.votes.shape
    people, statements = random.permutation(n), random.permutation(p)
    rows, columns = _cells(one.votes)
    out = frozenset(statements[one.statements.left_out(one.votes)].tolist())
    again = analyse(
        Votes.of(people[rows], statements[columns], one.votes.table.data), Statements(out=out), replicates=5
    )
    before = analyse(one.votes, one.statements, replicates=5)
    assert (again.groups[people] == before.groups).all()
    assert (again.places[people] == before.places).all()
    assert again.doubt is not None
    assert before.doubt is not None
    assert (again.doubt.agreement == before.doubt.agreement).all()
    assert (again.doubt.together[people] == before.doubt.together).all()


def _cells(votes: Votes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.repeat(np.arange(len(votes.people)), votes.cast), votes.table.indices


@settings(max_examples=25, deadline=None)
@given(LOGS, st.integers(0, 12), st.integers(0, 8), st.integers(-1, 1))
def test_one_more_vote_is_the_same_as_beginning_anew(
    log: list[tuple[int, int, int]], person: int, statement: int, value: int
) -> None:
    folded = fold_in(State.of(Votes.of(*zip(*log, strict=True))), Vote(person, statement, value))
    anew = State.of(Votes.of(*zip(*log, (person, statement, value), strict=True)))
    for part in ("indptr", "indices", "data"):
        assert (getattr(folded.votes.table, part) == getattr(anew.votes.table, part)).all()
    for part in ("xx", "mx", "mm"):
        assert (getattr(folded.products, part) == getattr(anew.products, part)).all()
    assert (folded.picture(replicates=0).places == anew.picture(replicates=0).places).all()


def test_a_real_conversation_folds_in_bit_for_bit(real_data: Callable[[str], Path]) -> None:
    one = conversation(real_data(CHECKED[0]))
    rows, columns = _cells(one.votes)
    last = len(rows) - 1
    before = Votes.of(rows[:last], columns[:last], one.votes.table.data[:last])
    more = Vote(int(rows[last]), int(columns[last]), int(one.votes.table.data[last]))
    folded = fold_in(State.of(before), more).picture(replicates=0)
    anew = analyse(Votes.of(rows, columns, one.votes.table.data), replicates=0)
    for name in ("places", "groups", "priorities", "shared"):
        assert (getattr(folded, name) == getattr(anew, name)).all()


def test_a_room_that_votes_on_a_single_statement_has_a_picture() -> None:
    votes = [-1, 0, 1] * 5
    picture = analyse(Votes.of(range(15), [0] * 15, votes), replicates=3)
    assert len({(value, group) for value, group in zip(votes, picture.groups.tolist(), strict=True)}) == 3


@pytest.mark.parametrize("of", [2, 3])
def test_planted_camps_are_found(of: int) -> None:
    people, statements, votes = camps(people=90, statements=18, of=of).T
    picture = analyse(Votes.of(people, statements, votes), replicates=0)
    assert picture.k == of
    assert adjusted_rand(picture.groups, np.arange(90) * of // 90) > 0.95


def test_of_two_ways_with_as_many_groups_the_one_with_people_nearer_to_the_middle_is_taken() -> None:
    narrow = np.random.default_rng(3).normal(scale=0.1, size=(4, 30, 2))
    corners = np.array([[-1.2, -1], [-1.2, 1], [1.2, -1], [1.2, 1]])  # wider than it is high
    places = (corners[:, None] + narrow).reshape(-1, 2)
    found = {groups_of(places, np.ones(120, np.bool_), seed=seed, k=2).of.tobytes() for seed in range(8)}
    assert found == {np.repeat([0, 1], 60).tobytes()}


def test_the_number_of_groups_changes_only_after_four_pictures_that_have_another() -> None:
    steady, shown = None, []
    for k in (2, 3, 3, 2, 3, 3, 3, 3, 2):
        steady = steadied(steady, k)
        shown.append(steady.k)
    assert shown == [2, 2, 2, 2, 2, 2, 2, 3, 3]


def test_as_many_groups_as_asked_for_are_found() -> None:
    people, statements, votes = camps(people=90, statements=18, of=3).T
    picture = analyse(Votes.of(people, statements, votes), replicates=0, k=2)
    assert (picture.k, list(picture.silhouettes)) == (2, [2])


def test_statements_come_from_old_and_new_layouts(tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text('comment-id,moderated,is-meta,comment-body\n3,-1,false,"two\nlines"\n5,1,true,😀\n')
    found = read_statements(file)
    assert (found.out, found.meta, found.texts) == ({3}, {5}, {3: "two\nlines", 5: "😀"})
