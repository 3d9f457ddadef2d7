"""Where nothing can be said, nothing is said; what cannot be read is refused in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from .. import NotVotes, Verdict, Votes, analyse, read_votes
from ..telling import as_json, as_lines
from .conversations import camps

EVERYBODY, TWENTY = np.indices((30, 20)).reshape(2, -1)
NOTHING_TO_SEE = {
    "everyone agrees": (EVERYBODY, TWENTY, np.ones(600, int)),
    "all pass": (EVERYBODY, TWENTY, np.zeros(600, int)),
    "nobody overlaps": (np.arange(40), np.arange(40), np.ones(40, int)),
    "three people": (*np.indices((3, 20)).reshape(2, -1), np.resize([1, -1, 1, 0], 60)),
    "one vote": ([1], [1], [1]),
}


@pytest.mark.parametrize("log", NOTHING_TO_SEE.values(), ids=NOTHING_TO_SEE.keys())
@pytest.mark.parametrize("mode", ["polis", "unbiased"])
def test_it_is_too_early_to_say(log: tuple[list[int], list[int], list[int]], mode: str) -> None:
    picture = analyse(Votes.of(*log), mode=mode)
    assert picture.verdict is Verdict.TOO_EARLY
    assert picture.k == 0
    assert set(picture.groups.tolist()) == {-1}
    json.dumps(as_json(picture), allow_nan=False)
    assert "Too early to say" in "\n".join(as_lines(picture))


def test_one_statement_parts_people_by_their_vote() -> None:
    picture = analyse(Votes.of(np.arange(40), np.zeros(40, int), np.repeat([1, -1], 20)), replicates=0)
    assert picture.k == 2
    assert np.isfinite(picture.places).all()


def test_camps_are_settled_and_noise_is_not() -> None:
    assert analyse(Votes.of(*camps().T), replicates=30).verdict is Verdict.SETTLED
    noise = np.random.default_rng(3).integers(-1, 2, 30 * 20)
    assert analyse(Votes.of(EVERYBODY, TWENTY, noise), replicates=30).verdict is Verdict.NOT_SETTLED


def test_a_log_may_be_out_of_order_and_hold_what_is_no_vote(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("timestamp,comment-id,voter-id,vote\n9,1,ana,1\n3,1,ana,-1\n5,1,ben,7\n5,2,ben,\n,2,cleo,0\n")
    votes = read_votes(file)
    assert votes.people.tolist() == ["ana", "cleo"]
    assert votes.table.toarray().tolist() == [[1, 0], [0, 0]]
    assert votes.notes == ("Rows without a vote of 1, -1 or 0, which are left out: 2.",)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "comment-id,voter-id,vote\n", "comment-id,voter-id,vote\n1,1,9\n"])
def test_what_holds_no_votes_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(text)
    with pytest.raises(NotVotes, match=r"votes\.csv .*\.$"):
        read_votes(file)
    with pytest.raises(NotVotes, match="cannot be read: No such file"):
        read_votes(tmp_path / "none.csv")


def test_the_package_runs_without_django() -> None:
    code = "import sys, convene.features.dialogues.opinion; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_needs_no_database(real_data: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = real_data("polis/bg2050-volunteers")
    call_command("dialogue", "analyse", str(folder / "votes.csv"), "--comments", str(folder / "comments.csv"), "--json")
    told = json.loads(capsys.readouterr().out)
    assert {"groups", "k", "doubt", "consensus", "statements", "cpu_seconds"} <= told.keys()
    assert told["k"] == len(set(told["groups"].values()) - {None}) == 2
    assert told["groups"]["20"] is None
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("dialogue", "analyse", str(folder / "no-votes.csv"))
