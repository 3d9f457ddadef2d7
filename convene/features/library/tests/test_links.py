"""Links of the library are asked politely, and whoever looks after a resource hears when one leads nowhere."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import httpcore
import pytest
import time_machine
from django.utils import timezone

from convene.core.notifications.models import Notification
from convene.features.library import actions
from convene.features.library.carrying import carry, plan
from convene.features.library.models import Link
from convene.features.library.schedule import check_links
from convene.lib.http import addresses, limits, look
from convene.lib.http.tests.test_walls import NUMBERS, OTHERS
from convene.lib.http.tests.town import Town, never_begins, opened
from convene.lib.records import read

DAY = dt.timedelta(days=1)


@pytest.fixture
def town(monkeypatch):
    with opened(monkeypatch) as made:
        yield made


@pytest.fixture
def days():
    """Has so many days pass, the links asked on each of them once."""
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def go(number: int) -> list[int]:
            asked = []
            for _day in range(number):
                asked.append(check_links.call())
                clock.shift(DAY + dt.timedelta(minutes=1))
            return asked

        yield go


def told(person) -> int:
    return Notification.objects.filter(person=person, entry__verb="library.link_broke").count()


def test_its_owner_is_told_once_when_nothing_was_there_on_three_days(town: Town, on_shelf, days, ana):
    resource, first = on_shelf(links=[("", town.url("/gone"))]), timezone.localdate()
    days(2)
    assert (told(ana), Link.objects.broken().count()) == (0, 0)
    days(1)
    assert (told(ana), Link.objects.broken().count()) == (1, 1)
    assert Link.objects.get().failing_since == first
    assert days(7) == [0, 0, 0, 0, 0, 0, 1]  # somebody knows: it is asked once a week
    assert told(ana) == 1
    town.put("/gone", b"Back again")
    days(7)
    link = Link.objects.get()
    assert (link.state, link.failures, link.failing_since, link.broken_at) == ("well", 0, None, None)
    assert Notification.objects.get(entry__verb="library.link_broke").group == resource.group


def test_a_link_that_is_taken_out_while_it_is_looked_at_leaves_nothing(town: Town, on_shelf, ana, content):
    resource = on_shelf(links=[("", town.url("/gone"))])
    link = Link.objects.get()
    actions.revise(ana, resource, content(links=[]), changed="The link is gone.")
    assert actions.note_look(link, look(link.address)) is False
    assert not Link.objects.exists()


@pytest.mark.parametrize("ill", ["500", "503", "no name server", "never answers"])
def test_a_site_that_is_ill_has_a_week_to_get_well(ill, town, on_shelf, days, ana, monkeypatch):
    if ill == "no name server":
        town.names["open.example"] = lambda: (_ for _ in ()).throw(OSError("no name server"))
    elif ill == "never answers":
        monkeypatch.setattr(limits, "SECONDS", 0.2)
        town.pages["/ill"] = never_begins
    else:
        town.put("/ill", status=int(ill))
    on_shelf(links=[("", town.url("/ill"))])
    days(6)
    link = Link.objects.get()
    assert (link.state, link.failures, link.broken_at, told(ana)) == ("away", 6, None, 0)
    days(1)
    assert (Link.objects.broken().count(), told(ana)) == (1, 1)


def test_a_good_day_in_between_begins_the_count_again(town, on_shelf, days, ana):
    on_shelf(links=[("", town.url("/"))])
    days(2)
    town.put("/", b"Hello")
    days(14)
    del town.pages["/"]
    days(2)
    assert (Link.objects.get().failures, told(ana)) == (2, 0)


def test_a_site_that_asks_for_peace_has_it_and_nothing_is_said_of_the_link(town, on_shelf, ana):
    town.put("/a", status=429, Retry_After="600")
    town.put("/b", b"B")
    on_shelf(links=[("", town.url("/a")), ("", town.url("/b"))])
    assert (check_links.call(), check_links.call()) == (1, 1)  # the second finds the site resting, and does not knock
    assert [one for one in town.asked if "robots" not in one] == ["HEAD /a"]
    assert set(Link.objects.values_list("state", "failures", "failed_on")) == {("", 0, None)}


def test_failing_often_on_one_day_is_one_failure(town, on_shelf, ana):
    on_shelf(links=[("", town.url("/gone"))])
    for _time in range(5):
        check_links.call()
        Link.objects.update(next_at=timezone.now())
    assert (Link.objects.get().failures, told(ana)) == (1, 0)


def test_a_link_that_is_well_is_left_alone_for_two_weeks_and_one_that_moved_is_noted(town, on_shelf, days):
    town.put("/here", b"Hello")
    town.leads("/old", "/here", status=301)
    on_shelf(links=[("", town.url("/old"))])
    assert days(14) == [1, *[0] * 13]
    assert town.asked.count("HEAD /old") == 1
    link = Link.objects.get()
    assert (link.state, link.moved_to) == ("moved", town.url("/here"))
    assert days(1) == [1]


def test_each_site_is_asked_once_a_run_and_by_get_only_where_head_is_not_liked(town, on_shelf):
    town.names["other.example"] = ["127.0.0.1"]
    town.put("/a", b"A")
    town.put("/b", b"B")
    on_shelf(links=[("", town.url("/a")), ("", town.url("/b")), ("", town.url("/b", "other.example"))])
    assert check_links.call() == 2
    assert check_links.call() == 1
    assert check_links.call() == 0
    assert not [one for one in town.asked if one.startswith("GET") and "robots" not in one]


@pytest.mark.parametrize(("status", "path"), [(403, "/shut"), (429, "/busy")])
def test_what_is_shut_to_programs_or_asks_for_peace_counts_as_no_failure(status, path, town, on_shelf, days, ana):
    town.put(path, b"No", status=status)
    on_shelf(links=[("", town.url(path))])
    days(5)
    assert (Link.objects.get().failures, told(ana)) == (0, 0)


def test_what_robots_may_not_read_and_what_lies_behind_our_walls_is_never_asked(town, on_shelf, days):
    town.put("/robots.txt", b"User-agent: Convene\nDisallow: /", Content_Type="text/plain")
    on_shelf(links=[("", town.url("/a")), ("", town.url("/", "inside.example"))])
    days(4)
    assert town.entered == []
    assert set(town.asked) == {"GET /robots.txt"}
    assert not Link.objects.broken().exists()


def test_only_links_of_what_the_library_lists_are_asked(town, draft, ben, content, on_shelf, ana):
    actions.revise(ben, draft, content(links=[("", town.url("/draft"))]))
    actions.retire(ana, on_shelf(links=[("", town.url("/retired"))]), answer="Old.")
    assert check_links.call() == 0
    assert town.asked == []


def test_links_follow_what_the_resource_says(on_shelf, ana, content):
    resource = on_shelf(links=[("", "https://example.org/a"), ("Again", "https://example.org/a"), ("", "https://example.org/b")])
    Link.objects.filter(address__endswith="/a").update(failures=2)
    assert Link.objects.count() == 2
    said = replace(content(), links=[("", "https://example.org/a"), ("", "https://example.org/c")])
    actions.revise(ana, resource, said, changed="Links.")
    assert dict(Link.objects.values_list("address", "failures")) == {"https://example.org/a": 2, "https://example.org/c": 0}


def test_reviewers_and_owners_see_the_links_that_broke_and_nobody_else(on_shelf, as_, ana, ben, dora, hidden):
    on_shelf(links=[("", "https://example.org/shown")])
    on_shelf(hidden, links=[("", "https://example.org/in-confidence")])
    Link.objects.update(broken_at=timezone.now(), failing_since=dt.date(2026, 3, 5), state="gone")
    for who, shown, confided in ((ana, True, True), (dora, True, True), (ben, False, False)):
        page = as_(who).get("/library/review/").text
        assert ("example.org/shown" in page, "example.org/in-confidence" in page) == (shown, confided), who
    assert "There is nothing there any more." in as_(ana).get("/library/review/").text


def test_the_page_of_a_resource_says_which_link_leads_nowhere_and_to_its_caretaker_which_has_moved(on_shelf, as_, ana, ben, client):
    here = on_shelf(links=[("Guide", "https://example.org/gone"), ("", "https://example.org/old"), ("", "https://example.org/well")])
    assert "led nowhere" not in as_(ana).get(here.get_absolute_url()).text
    links = Link.objects.order_by("address")
    links.filter(address__endswith="gone").update(broken_at=timezone.now(), failing_since=dt.date(2026, 3, 5), state="gone")
    links.filter(address__endswith="old").update(moved_to="https://example.org/new", state="moved")
    shown = {who: as_(who).get(here.get_absolute_url()).text if who else client.get(here.get_absolute_url()).text for who in (None, ben, ana)}
    assert {text.count("This link has led nowhere since") for text in shown.values()} == {1}
    assert all("5 March 2026" in text or "March 5, 2026" in text for text in shown.values()), re.findall("since[^<]*", shown[None])
    assert [text.count("https://example.org/new") for text in shown.values()] == [0, 0, 2]
    assert [text.count("Mend the link") for text in shown.values()] == [0, 0, 2]


def test_no_link_leads_inside(on_shelf, monkeypatch):
    tried: list[str] = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda _self, host, *_rest: tried.append(host))
    monkeypatch.setattr(addresses, "resolve", lambda _host, _port: ["127.0.0.1"])  # no name leads out either
    resource = on_shelf()
    vectors = [*(f"http://{one}/" for one in NUMBERS), *OTHERS]
    Link.objects.bulk_create([Link(resource=resource, address=one[:1000]) for one in dict.fromkeys(vectors) if "\x00" not in one])
    while check_links.call():
        pass
    assert tried == []
    assert not Link.objects.filter(state__in=("", "well")).exists()


def test_what_comes_in_a_list_is_looked_at_as_well(tmp_path, community, terms):
    terms()
    path = tmp_path / "list.csv"
    path.write_text("Title,URL\nGuide,https://example.org/guide\nLong,https://example.org/" + "é" * 1_990 + "\n")
    assert carry(None, community, plan(community, read(path, {}), name="list")) == 2
    assert list(Link.objects.values_list("address", flat=True)) == ["https://example.org/guide"]
