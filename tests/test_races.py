"""Many do the same at the same moment, through the pages and on a real database, and the numbers are right."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sites import Site, is_postgres

SCRIPTS = ("racing.py", "rings.py", "racing_messages.py")
SCRIPT, RINGS, PRIVATE = (Path(__file__).with_name(name) for name in SCRIPTS)


def run(site: Site, scenario: str, script: Path = SCRIPT, **environment: str) -> dict[str, Any]:
    """Let a scenario happen on a site, whose database is as patient as that of any site."""
    url = site.url.partition("?")[0] if site.url.startswith("sqlite") else site.url
    done = subprocess.run(
        [sys.executable, script, scenario],
        env=site.environment | {"DATABASE_URL": url} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=script.parent.parent,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_same_post_sent_twenty_times_is_one_post(site: Site) -> None:
    found = run(site, "the_same_post_twenty_times")
    assert found["statuses"] == [302] * 20
    assert len(found["places"]) == 1
    assert (found["posts"], found["post_count"], found["last_number"], found["lines"]) == (2, 2, 2, 1)
    assert found["started"] == [302] * 20
    assert (found["topics"], found["topic_count"], found["in_community"]) == (2, 2, 3)


def test_two_last_leaders_who_leave_at_once_leave_one(site: Site) -> None:
    found = run(site, "the_last_leaders_leave")
    assert found["leaders"] == [1] * 10
    assert found["counts"] == [1] * 10
    assert found["statuses"] == [302] * 10 + [403] * 10


@pytest.mark.parametrize("people", [60, pytest.param(200, marks=pytest.mark.slow)])
def test_reactions_of_many_are_counted_right(people: int, site: Site) -> None:
    """Twenty at a time, whatever the number: sixty take three turns, each of them a race for the same row."""
    found = run(site, "many_reactions", PEOPLE=str(people))
    assert found["liked"] == [302] * (people * 3 // 2)
    assert (found["count"], found["rows"]) == ({"heart": people}, people)
    assert found["back"] == [302] * (people // 4)
    assert (found["left"], found["rows_left"]) == ({"heart": people * 3 // 4}, people * 3 // 4)


@pytest.mark.parametrize("people", [40, pytest.param(100, marks=pytest.mark.slow)])
def test_votes_of_many_are_counted_right(people: int, site: Site) -> None:
    """Twenty at a time, as reactions."""
    found = run(site, "many_votes", PEOPLE=str(people))
    assert found["statuses"] == [302] * (people * 3 // 2)
    assert (found["people"], found["voters"]) == (people, people)
    assert found["counts"] == found["counted_anew"]
    assert found["undecided"] == found["undecided_anew"]


def test_forty_replies_at_once_have_forty_numbers(site: Site) -> None:
    found = run(site, "forty_replies_at_once")
    assert found["statuses"] == [302] * 40
    assert found["numbers"] == list(range(1, 42))
    assert (found["post_count"], found["people"], found["followers"], found["in_community"]) == (41, 41, 41, 41)
    assert (found["unanswered"], found["unread_of_ana"]) == (0, 1)


def test_bells_count_right_while_people_reply_and_read(site: Site) -> None:
    found = run(site, "replies_while_others_read")
    assert found["bells"] == found["waiting"]
    assert found["told"] == 2 * 30 * 29, "each reply told each of the others"
    assert found["followers"] == [30, 30]
    assert set(found["statuses"]) <= {200, 204, 302}


def test_nothing_is_lost_when_a_topic_is_joined_while_people_write(site: Site) -> None:
    found = run(site, "a_topic_is_joined_while_people_write")
    assert set(found["statuses"]) <= {302, 403}
    assert found["kept"], "who comes too late finds the words still in the form"
    assert found["lost"] == 0
    assert found["written"] + found["refused"] == 40
    assert found["post_counts"] == found["posts"] == found["in_community"] == 8 + found["written"]
    assert (found["topics"], found["unanswered"]) == (2, 1)
    assert found["reactions"] == found["hearts"] == 40


def test_what_the_database_ended_because_of_a_ring_is_done_again(site: Site) -> None:
    found = run(site, "two_in_a_ring", RINGS)
    assert (found["status"], found["follow"], found["followers"]) == (302, "watching", 2)
    assert found["rings"] == int(is_postgres())
    assert found["lies"] == []


def test_whoever_uses_a_topic_that_is_being_tidied_never_meets_a_deadlock(site: Site) -> None:
    found = run(site, "topics_are_tidied_while_people_use_them", RINGS)
    print(Counter(found["statuses"]), f"{found['rings']} rings ended")
    assert set(found["statuses"]) <= {200, 204, 302, 403, 404, 409, 422}
    assert found["tidied"] >= 6
    assert found["written"] >= 12
    assert found["posts"] == 4 + 4 * 24 + found["written"], "nothing is lost and nothing there twice"
    assert found["lies"] == []


def test_two_leaders_never_decide_the_same_request(site: Site) -> None:
    found = run(site, "two_leaders_decide")
    assert (found["waiting"], found["request_count"], found["lines"]) == (0, 0, 10)
    assert found["members"] == found["accepted"] == found["member_count"]
    assert found["statuses"][:10] == [302] * 10
    assert set(found["statuses"][10:]) <= {404, 422}


def test_no_watch_word_is_lost_when_several_are_added_at_once(site: Site) -> None:
    found = run(site, "twenty_words_at_once")
    assert (found["statuses"], found["kept"]) == ([302] * 20, 20)


def test_the_limit_of_new_people_a_day_holds_when_several_are_added_at_once(site: Site) -> None:
    found = run(site, "ten_people_are_added_at_once", PRIVATE)
    assert (found["statuses"], found["added"]) == ([302] * 5 + [429] * 5, 5)


@pytest.fixture(scope="module")
def visit(sites, tmp_path_factory, django_db_blocker) -> dict[str, Any]:
    """A visit to a site whose address begins with https, set up as operators do."""
    secure = {"SITE_URL": "https://convene.example", "DEVELOPMENT": "0", "SECRET_KEY": "only-for-tests-" * 5}
    with django_db_blocker.unblock():
        site = sites.make(tmp_path_factory.mktemp("https"))
        try:
            check = site.run("check", "--deploy", "--fail-level", "WARNING", **secure)
            assert check.returncode == 0, check.stderr
            assert "no issues" in check.stdout
            assert site.run("collectstatic", "--no-input", "--verbosity", "0", **secure).returncode == 0
            return run(site, "a_visit_by_https", **secure)
        finally:
            site.close()
            sites.forget(site)


@pytest.mark.alike
def test_a_site_with_https_is_asked_for_by_https_alone(visit) -> None:
    for name in ("plain", "plain_after"):
        assert visit[name]["status"] == 301, f"{name}: a page that was kept is no way around"
        assert visit[name]["headers"]["Location"].startswith("https://convene.example/")
    for name in ("front", "sign_in", "home", "missing"):
        strict = visit[name]["headers"]["Strict-Transport-Security"].split("; ")
        assert int(strict[0].removeprefix("max-age=")) >= 365 * 24 * 3600, name
        assert "includeSubDomains" in strict, name
    assert visit["home"]["status"] == 200
    assert "Sign in" not in visit["home"]["text"].partition("<main")[0]


@pytest.mark.alike
def test_cookies_of_a_site_with_https_belong_to_it_alone(visit) -> None:
    cookies = [*visit["sign_in"]["cookies"], *visit["signed_in"]["cookies"]]
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert {"__Host-csrf", "__Host-session"} <= names
    assert visit["front"]["cookies"] == []
    for cookie in cookies:
        words = cookie.lower().split("; ")
        if not cookie.startswith("__Host-"):
            continue
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= set(words), cookie
        assert not [word for word in words if word.startswith("domain")], cookie


@pytest.mark.alike
def test_files_of_a_site_that_is_no_development_carry_their_hash(visit) -> None:
    assert "/static/css/convene." in visit["front"]["text"]
    assert '/static/css/convene.css"' not in visit["front"]["text"]
