"""Given the published groups, everything comes out as real servers of Polis had it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ..agreement import adjusted_rand
from ..axes import Axes, axes_of
from ..consensus import consensus_of, shared_by_groups
from ..counts import counts_of
from ..groups import groups_of, taking_part
from ..places import extremity_of, places_of
from ..products import Products
from ..routing import priorities_of
from ..voices import voices_of
from .conversations import CHECKED, PUBLISHED, Conversation, conversation, pictured

Folder = Callable[[str], Path]


@pytest.fixture(scope="session", params=CHECKED)
def known(request: pytest.FixtureRequest, real_data: Folder) -> Conversation:
    return conversation(real_data(request.param))


@pytest.fixture(scope="session")
def axes(known: Conversation) -> Axes:
    return axes_of(known.votes, Products.of(known.votes), known.statements.left_out(known.votes))


def test_the_last_vote_of_each_counts(known: Conversation) -> None:
    assert list(known.votes.shape) == known.expected["shape"]
    assert known.votes.table.nnz == known.expected["n_votes"]
    assert known.votes.statements.tolist() == known.expected["comment_ids"]
    assert known.votes.people.tolist() == known.expected["participant_ids"]
    out = known.statements.left_out(known.votes)
    assert set(known.votes.statements[out].tolist()) == set(known.expected["mod_out"])


def test_the_map_is_the_same(known: Conversation, axes: Axes) -> None:
    left_out = known.statements.left_out(known.votes)
    assert_allclose(axes.middle, known.expected["center"], atol=1e-9)
    assert_allclose(axes.directions, np.column_stack([known.expected["pc1"], known.expected["pc2"]]), atol=1e-6)
    assert_allclose(axes.spread, known.expected["eigenvalues3"][:2], atol=1e-6)
    assert_allclose(places_of(known.votes, axes, left_out), known.expected["projection_xy"], atol=1e-6)
    assert_allclose(extremity_of(axes), known.expected["extremity"], atol=1e-6)


def test_counts_of_groups_are_the_same(known: Conversation) -> None:
    counts = counts_of(known.votes, known.groups)
    for name, letter in (("agree", "A"), ("disagree", "D"), ("voted", "S")):
        assert getattr(counts, name).tolist() == known.expected[f"group_{letter}"]


def test_the_statements_that_speak_for_a_group_are_the_same(known: Conversation) -> None:
    found = voices_of(counts_of(known.votes, known.groups), known.statements.left_out(known.votes))
    assert len(found) == len(known.expected["repness"])
    for voices, wanted in zip(found, known.expected["repness"], strict=True):
        sides = [(known.votes.statements[voice.place], voice.side) for voice in voices]
        assert sides == [(one["tid"], one["repful_for"]) for one in wanted]
        for voice, one in zip(voices, wanted, strict=True):
            assert (voice.people, voice.voted) == (one["n_success"], one["n_trials"])
            numbers = [voice.share, voice.surely, voice.times, voice.apart]
            assert_allclose(
                numbers, [one[key] for key in ("p_success", "p_test", "repness", "repness_test")], atol=1e-9
            )


def test_what_all_share_is_the_same(known: Conversation) -> None:
    found = consensus_of(counts_of(known.votes), known.statements.left_out(known.votes))
    assert known.votes.statements[found.agree].tolist() == known.expected["consensus_agree"]
    assert known.votes.statements[found.disagree].tolist() == known.expected["consensus_disagree"]
    shared, _ = shared_by_groups(counts_of(known.votes, known.groups))
    assert_allclose(shared, known.expected["group_aware_consensus"], atol=1e-9)


def test_priorities_are_the_same(known: Conversation, axes: Axes) -> None:
    counts, meta = counts_of(known.votes, known.groups), known.statements.about_itself(known.votes)
    assert_allclose(priorities_of(counts, extremity_of(axes), meta), known.expected["priority"], atol=1e-6)


@pytest.mark.parametrize("name", PUBLISHED)
def test_groups_are_as_published(name: str, real_data: Folder) -> None:
    folder = real_data(name)
    published, found = conversation(folder).groups, pictured(folder)
    both = (published >= 0) & (found.groups >= 0)
    assert found.k == len(set(published[published >= 0].tolist()))
    assert adjusted_rand(published[both], found.groups[both]) >= 0.93


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_groups_do_not_hang_on_the_orders_that_were_drawn(name: str, seed: int, real_data: Folder) -> None:
    found = pictured(real_data(name))
    part = taking_part(found.votes, found.places)
    again = groups_of(found.places, part, seed=seed)
    assert adjusted_rand(found.groups[part], again.of[part]) >= 0.95
