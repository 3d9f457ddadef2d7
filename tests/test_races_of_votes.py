"""Votes of one ballot at the same moment are one vote on each statement, and all numbers are right."""

from __future__ import annotations

import http.client
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sites import Site, until
from test_races import run

SCRIPT, POLLS = (Path(__file__).with_name(name) for name in ("racing_dialogues.py", "racing_polls.py"))
VOTERS, STATEMENTS = 5, 10
PEOPLE, BROWSERS = 8, 2
TOKEN = "t" * 32


def is_one_vote_each(found: dict[str, Any], times: int) -> None:
    """Each of the voters has one vote on each statement, however often they sent one."""
    assert (found["ballots"], found["voter_count"]) == (VOTERS, VOTERS)
    assert (found["rows"], found["vote_count"]) == (VOTERS * STATEMENTS, VOTERS * STATEMENTS)
    assert found["changes"] == VOTERS * STATEMENTS * times
    assert found["sequences"] == [STATEMENTS * times] * VOTERS


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.slow)])  # a thousand, or ten thousand
def test_a_ballot_has_one_vote_on_each_statement_however_they_race(times: int, site: Site) -> None:
    found = run(site, "the_same_votes_again_and_again", SCRIPT, TIMES=str(times))
    is_one_vote_each(found, times)
    assert found["begun"] == 4 * VOTERS
    assert found["numbers"] == [STATEMENTS] * VOTERS


def test_whoever_is_told_that_a_vote_counts_is_counted_and_nobody_after_closing(site: Site) -> None:
    found = run(site, "it_is_closed_while_people_vote", SCRIPT)
    assert found["accepted"] + found["refused"] == VOTERS * STATEMENTS
    for name in ("rows", "at_closing", "vote_count", "changes", "sequences"):
        assert found[name] == found["accepted"], found


@pytest.mark.slow
def test_ten_thousand_votes_of_many_clients_of_a_running_site_are_counted_once(site: Site) -> None:
    made = run(site, "a_dialogue_to_be_raced_in", SCRIPT)
    site.start("web", "--port", str(site.port), WEB_WORKERS="2")
    until(site.answers, "the site answers")
    path, times = made["path"], 200
    ballots = [begun(site, path) for _voter in range(VOTERS)]
    lots = [(ballot, one, time) for time in range(times) for one in made["statements"] for ballot in ballots]
    clients = 16
    wrong: list[int] = []

    def votes(of: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        for ballot, statement, time in lots[of::clients]:
            said = {"statement": statement, "vote": ("agree", "disagree", "pass")[(time + of) % 3]}
            status, _headers = sent(line, f"{path}vote/", said, f"ballot={ballot}")
            if status != 302:
                wrong.append(status)
        line.close()

    threads = [threading.Thread(target=votes, args=(of,)) for of in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    is_one_vote_each(run(site, "what_came_of_it", SCRIPT), times)


@pytest.mark.parametrize("times", [4, pytest.param(625, marks=pytest.mark.slow)])
def test_each_has_one_vote_in_a_poll_however_many_browsers_send_it(times: int, site: Site) -> None:
    found = run(site, "with_names", POLLS, TIMES=str(times))
    assert found["statuses"] == [302] * (PEOPLE * BROWSERS * times)
    assert found["voters"] == found["stances"] == found["people"] == PEOPLE
    assert found["lines"] == PEOPLE * BROWSERS * times


@pytest.mark.parametrize("times", [4, pytest.param(625, marks=pytest.mark.slow)])
def test_each_has_one_ballot_in_an_urn_and_the_browser_that_came_first_keeps_it(times: int, site: Site) -> None:
    found = run(site, "without_names", POLLS, TIMES=str(times))
    assert found["statuses"] == [302] * (PEOPLE * times) + [422] * (PEOPLE * times)
    assert found["voters"] == found["stances"] == found["people"] == found["ballots"] == PEOPLE


def test_a_poll_that_closes_while_people_vote_keeps_what_it_took_and_takes_no_more(site: Site) -> None:
    found = run(site, "closed_meanwhile", POLLS)
    assert found["is_closed"]
    assert found["told"] == 1
    assert found["voters"] == found["stances"] == found["people"] == found["ballots"]
    assert found["again"] == [403]
    assert found["is_same"]


def begun(site: Site, path: str) -> str:
    """What a new device keeps."""
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    status, headers = sent(line, f"{path}begin/", {})
    line.close()
    assert status == 302
    return headers["Set-Cookie"].split(";")[0].partition("=")[2]


def sent(
    line: http.client.HTTPConnection, path: str, said: dict[str, object], cookie: str = ""
) -> tuple[int, http.client.HTTPMessage]:
    """Send a form as a browser does; the status, and what was answered above the page."""
    head = {"Cookie": f"csrf={TOKEN}; {cookie}", "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", path, urlencode(said | {"csrfmiddlewaretoken": TOKEN}), head)
    answer = line.getresponse()
    answer.read()
    return answer.status, answer.headers
