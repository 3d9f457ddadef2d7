"""Plain logs are read in blocks, others row by row, to the same votes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .. import Votes, read_votes
from ..foretelling import foretell
from ..log import read_plain
from .conversations import CHECKED, conversation

ROWS = "timestamp,datetime,comment-id,voter-id,vote\n9,noon,1,4,1\n3,noon,1,4,-1\n5,noon,12,7,0\n7,noon,12,4,-1\n8,noon,3,4,2\n"


def _told(votes: Votes) -> tuple[object, ...]:
    return votes.people.tolist(), votes.statements.tolist(), votes.table.toarray().tolist(), votes.notes


def test_blocks_and_rows_give_the_same(tmp_path: Path) -> None:
    plain, quoted, windows = (tmp_path / name for name in ("plain.csv", "quoted.csv", "windows.csv"))
    plain.write_text(ROWS)
    quoted.write_text(ROWS.replace("noon", '"12:00, noon"'))
    windows.write_bytes(b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode())
    wanted = ([4, 7], [1, 12], [[1, -1], [0, 0]], ("Rows without a vote of 1, -1 or 0, which are left out: 1.",))
    assert _told(read_votes(plain)) == _told(read_votes(quoted)) == _told(read_votes(windows)) == wanted


@pytest.mark.parametrize("block", [7, 40, 1 << 20])
def test_the_size_of_blocks_changes_nothing(tmp_path: Path, block: int) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(ROWS)
    plain = read_plain(file, ("voter-id", "vote", "datetime", "nowhere"), block=block)
    assert plain
    assert [values.tolist() for values, _ in plain[:2]] == [[4, 4, 7, 4, 4], [1, -1, 0, -1, 2]]
    assert [right.any() for _, right in plain] == [True, True, False, False]


@pytest.mark.parametrize("name", CHECKED[:2])
def test_groups_foretell_hidden_votes_no_worse_than_a_cold_start(name: str, real_data: Callable[[str], Path]) -> None:
    one = conversation(real_data(name))
    told = foretell(one.votes, one.statements)
    assert told.groups <= told.cold_start + 0.005
    assert told.groups <= told.nothing
