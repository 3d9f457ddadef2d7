"""Two hundred people of three opinions answer a question: by HTTP, on a phone, by keyboard and without script."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .crowd import (
    ABOUT,
    ADDED,
    INSULT,
    PLANTED,
    REFUSED,
    SEEDS,
    SHARED,
    SIZES,
    UNSURE,
    WORDS,
    Person,
    sides,
    town,
)
from .site import Site, furnished, start
from .watch import Watch

pytestmark = pytest.mark.browser
QUESTION = "What should our town do next?"
HERE = 5  # people at screens: three on phones, one by keyboard, one without script
ALL = sum(SIZES) + HERE
EARLY = 60  # who come before anything was added


@pytest.fixture
def crowded(shared: Path, tmp_path: Path) -> Iterator[Site]:
    """A site behind one proxy, which says from which network people come."""
    site = start(furnished(shared), tmp_path / "crowd", DEVELOPMENT="1", TRUSTED_PROXIES="1")
    yield site
    site.stop()


def test_two_hundred_people_take_part_and_the_report_reads_true(browser: Browser, crowded: Site) -> None:
    watch = Watch(browser, crowded)
    leader = watch.open("leader")
    path = convened(leader)
    people = town(crowded.port)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.comes(path), people[:EARLY]))
        people += [at_a_screen(watch, path, number) for number in range(HERE)]
        add(people, path)
        reads(leader, path)
        list(pool.map(lambda one: one.comes(path), people[EARLY : sum(SIZES)]))
    assert len(people) == ALL == 200
    closes(leader, path)
    groups_are_as_planted(leader, path, people)
    reads_true(watch.open(width=390, height=844), path, people)
    watch.close()
    assert not watch.troubles, "\n".join(watch.troubles)


def convened(leader: Page) -> str:
    """A question with the first statements, published; its address."""
    leader.goto("/dialogues/convene/?place=community-citizen-science")
    leader.get_by_label("Question").fill(QUESTION)
    leader.get_by_label("Statements to begin with").fill("\n".join(SEEDS))
    leader.get_by_label("Statements about the voters").fill(ABOUT)
    leader.get_by_label("Who convenes it?").fill("The museum, with the town council.")
    leader.get_by_label("What will happen with the result?").fill("The council reads it in May.")
    leader.get_by_role("button", name="Save the draft").click()
    leader.get_by_role("button", name="Publish", exact=True).click()
    expect(leader.get_by_text("Published. Give people the link.")).to_be_visible()
    return urlsplit(leader.url).path.removesuffix("manage/")


def at_a_screen(watch: Watch, path: str, number: int) -> Person:
    """Somebody in a real browser, who votes on eight statements: on a phone, by keyboard, or without script."""
    who = Person(0, number % 3, sides(number % 3, random.Random(number)), 8, f"192.0.2.{number}")
    with_script, by_key = number != 4, number == 3
    size = {"width": 1280, "height": 900} if by_key else {"width": 390, "height": 844, "has_touch": True}
    page = watch.open(extra_http_headers={"X-Forwarded-For": who.network}, java_script_enabled=with_script, **size)
    page.goto(path)
    with page.expect_navigation():  # a key that is faster than the script is nobody's vote
        page.get_by_role("button", name="Begin", exact=True).click()
    line = page.locator("#statement")
    for done in range(who.most):
        expect(page.get_by_text(f"You have voted on {done} of")).to_be_visible()
        text = line.inner_text()
        who.voted[text] = who.sides[text]
        word = WORDS[who.sides[text]]
        if by_key:
            page.keyboard.press(word[0])
        else:
            button = page.locator(f'#ballot button[value="{word}"]')
            button.click() if not with_script else button.tap()
    expect(page.get_by_text(f"You have voted on {who.most} of")).to_be_visible()
    page.context.close()
    return who


def add(people: list[Person], path: str) -> None:
    """One of each opinion adds what is missing; somebody repeats a statement, somebody insults."""
    for group, text in enumerate(ADDED):
        author = next(one for one in people if one.group == group)
        author.says(path, text)
        assert text in author.asks("GET", f"{path}mine/")
    assert "already exists" in people[7].says(path, SEEDS[0].upper(), status=422)
    people[8].says(path, INSULT)


def reads(leader: Page, path: str) -> None:
    """Whoever convenes takes in what was added, and not the insult."""
    leader.goto(f"{path}queue/")
    expect(leader.locator("ul.lines > li")).to_have_count(4)
    for text in ADDED:
        leader.get_by_label(text).check()
    leader.get_by_role("button", name="Show them", exact=True).click()
    expect(leader.get_by_text("3 statements are shown now.")).to_be_visible()
    leader.get_by_label(INSULT).check()
    leader.get_by_label("Reason").select_option("hurts")
    leader.get_by_role("button", name="Do not take them in").click()
    expect(leader.get_by_text("1 statement is not taken in.")).to_be_visible()


def closes(leader: Page, path: str) -> None:
    """Voting ends, and the worker draws what all votes come to."""
    leader.goto(f"{path}manage/")
    leader.get_by_text("Close it before its day").click()
    leader.get_by_role("button", name="Close it now").click()
    expect(leader.get_by_text("Closed. Thank those who took part")).to_be_visible()
    for _look in range(120):
        leader.goto(f"{path}report/")
        if re.search(rf"\bpeople\s+{ALL}\b", leader.locator("main").inner_text()):
            break
        leader.wait_for_timeout(500)


def groups_are_as_planted(leader: Page, path: str, people: list[Person]) -> None:
    """What those who convene take along holds every vote that was sent, and puts people together as they were made."""
    leader.goto(f"{path}data/")
    leader.get_by_role("button", name="Make the file").click()
    fetch = leader.get_by_role("link", name="Fetch the file")
    for _look in range(120):
        leader.goto(f"{path}data/")
        if fetch.count():
            break
        leader.wait_for_timeout(500)
    with leader.expect_download() as told:
        fetch.click()
    with zipfile.ZipFile(told.value.path()) as file:
        numbers = {row["comment-id"]: row["comment-body"] for row in _table(file, "comments.csv")}
        rows = list(_table(file, "participants-votes.csv"))
    kept, groups = Counter[frozenset[tuple[str, int]]](), dict[frozenset[tuple[str, int]], str]()
    for row in rows:
        votes = frozenset((numbers[name], int(cell)) for name, cell in row.items() if name in numbers and cell)
        kept[votes] += 1
        groups[votes] = row["group-id"]
    assert kept == Counter(frozenset(one.voted.items()) for one in people)
    placed = [(one.group, groups[frozenset(one.voted.items())]) for one in people]
    assert {group for one, (_planted, group) in zip(people, placed, strict=True) if len(one.voted) < 7} == {""}
    pairs = [pair for pair in placed if pair[1]]
    assert len(pairs) == sum(len(one.voted) >= 7 for one in people) > 190
    assert alike(pairs) >= 0.95, Counter(pairs)
    assert len({group for _planted, group in pairs}) == len(SIZES)


def reads_true(page: Page, path: str, people: list[Person]) -> None:
    """What stands in the report is what was planted, and what people sent."""
    page.goto(f"{path}report/")
    text = page.locator("main").inner_text()
    votes = sum(len(one.voted) for one in people)
    for number, what in ((ALL, "people"), (len(SEEDS) + len(ADDED) + 1, "statements"), (votes, "votes")):
        assert re.search(rf"\b{what}\s+{number:,}\b", text), (number, what)
    assert "Votes fall into 3 groups of people who vote alike." in text
    assert INSULT not in text
    assert said_in(page, "shared", "Most agree") == {*SHARED}
    assert said_in(page, "shared", "Most disagree") <= {REFUSED}  # it comes up seldom: some groups may be too few
    divides = said_in(page, "divides")
    assert divides
    assert divides <= {*PLANTED}
    assert UNSURE in said_in(page, "unsure")
    for group in page.locator("#held ~ .grid > article").all():
        told = group.inner_text().partition("Disagrees more than others")[0]
        spoken = {text for text in PLANTED if text in told}
        assert len(spoken) >= 2, told
        assert len({PLANTED[text] for text in spoken}) == 1, told
    sat = [one for one in people if len(one.voted) >= 7]
    for row in page.locator("main table").last.locator("tbody tr").all():
        numbers = row.locator("td").all_inner_texts()
        title = re.sub(r"^[0-9]+\. | \(about the voters\)$", "", row.locator("th").inner_text())
        cast = [one.voted[title] for one in sat if title in one.voted]
        if "–" not in numbers:  # where a group is too small to show, its votes are in no sum either
            assert numbers[:3] == [str(cast.count(side)) for side in (1, -1, 0)], title
        assert all(int(cell.split()[2]) >= 5 for cell in numbers[3:] if cell != "–")


def said_in(page: Page, part: str, title: str = "") -> set[str]:
    """The statements in a part of the report, or under one title of it."""
    found = page.locator(f"section:has(> #{part})")
    lines = found.locator(f"h3:text-is('{title}') + ul > li" if title else ".opinions > li")
    return {one.locator("p").first.inner_text() for one in lines.all()}


def alike(pairs: list[tuple[int, str]]) -> float:
    """The adjusted Rand index of two ways to put the same people together (Hubert and Arabie 1985)."""
    two = [sum(n * (n - 1) / 2 for n in Counter(one).values()) for one in (pairs, *zip(*pairs, strict=True))]
    by_chance = two[1] * two[2] * 2 / (len(pairs) * (len(pairs) - 1))
    return (two[0] - by_chance) / ((two[1] + two[2]) / 2 - by_chance)


def _table(file: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(file.read(name).decode()))
