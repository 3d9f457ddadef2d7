"""Votes of one ballot at the same moment are one vote on each statement, and all numbers are right."""

from __future__ import annotations

from pathlib import Path

from sites import Site
from test_races import run

SCRIPT = Path(__file__).with_name("racing_dialogues.py")


def test_a_ballot_has_one_vote_on_each_statement_however_they_race(site: Site) -> None:
    found = run(site, "the_same_votes_again_and_again", SCRIPT)
    voters, statements, times = 5, 10, 20
    assert (found["begun"], found["ballots"], found["voter_count"]) == (4 * voters, voters, voters)
    assert (found["rows"], found["vote_count"]) == (voters * statements, voters * statements)
    assert found["changes"] == voters * statements * times
    assert found["sequences"] == [statements * times] * voters
    assert found["numbers"] == [statements] * voters
