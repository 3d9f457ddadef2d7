"""Figures of a community: right, without staff, and never so small that they point at somebody."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.communities.models import Community, Membership
from convene.core.people.models import User
from convene.entry.overview import actions, counting, queries
from convene.entry.overview.models import Figures, Week
from convene.entry.overview.schedule import count_figures
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Post, Reading, Topic
from convene.lib.errors import NotAllowed


def at(thing: Topic | Post, days: float) -> None:
    """So many days ago."""
    moment = timezone.now() - dt.timedelta(days=days)
    type(thing).objects.filter(pk=thing.pk).update(created_at=moment)


def talk(author: User, community: Community, *replies: User, days: float, hours: float = 2) -> Topic:
    """A topic begun so many days ago, each reply so many hours later than what it follows."""
    topic = discussions.start(author, community, title="Sensors", body="Hm?", kind="question")
    at(topic, days)
    at(topic.posts.get(), days)
    for number, person in enumerate(replies, 1):
        at(discussions.reply(person, topic, body="Here"), days - number * hours / 24)
    return topic


@pytest.fixture
def crowd(person, community) -> list[User]:
    """Six members from museums, for long."""
    people = [person(f"Member {n}", community, institution=f"Museum {n % 2}") for n in range(6)]
    Membership.objects.update(joined_at=timezone.now() - dt.timedelta(days=200))
    return people


def figures(community: Community) -> Figures:
    return actions.count(None, community)


def test_the_first_reply_by_somebody_else_counts_and_staff_do_not(crowd, ana, dora, community):
    one, two, three, four, five, six = crowd
    community.memberships.create(person=dora)
    talk(one, community, one, two, days=20, hours=3)  # the asker's own reply is none
    talk(three, community, dora, four, days=20, hours=5)  # that of staff is none either
    talk(five, community, six, days=20, hours=8)
    talk(dora, community, six, days=20, hours=500 / 24)
    counted = figures(community)
    assert (counted.hours, counted.hours_people) == (pytest.approx(8, abs=0.01), 6)
    assert counted.active == 6
    assert counted.members == 7, "Ana and six more"
    assert counted.institutions == ["Museum 0", "Museum 1"]


def test_quiet_members_neither_wrote_nor_read(crowd, community):
    topic = talk(crowd[0], community, days=100)
    talk(crowd[1], community, days=10)
    Reading.objects.update(at=timezone.now() - dt.timedelta(days=100))
    Reading.objects.update_or_create(topic=topic, person=crowd[2], defaults={"at": timezone.now()})
    assert figures(community).quiet == 4
    Membership.objects.filter(person=crowd[3]).update(joined_at=timezone.now())
    counted = figures(community)
    assert (counted.quiet, counted.newcomers, counted.newcomers_posted) == (3, 1, 0)


def test_counting_twice_changes_nothing_and_forgets_what_was_taken_down(crowd, ana, community):
    topic = talk(crowd[0], community, crowd[1], days=20)
    figures(community)
    figures(community)
    assert Week.objects.count() == 1
    discussions.hide_topic(ana, Topic.objects.get(pk=topic.pk))
    assert figures(community).active == 0
    assert not Week.objects.exists()


def test_fewer_than_five_people_are_never_a_number(crowd, ana, as_, community):
    for person in crowd[:4]:
        talk(person, community, days=20)
    counted = figures(community)
    assert (queries.row_of(counted).active, queries.weeks(community)[0].active) == (None, None)
    page = as_(ana).get("/communities/citizen-science/overview/").text
    assert "fewer than 5" in page
    rows = list(csv.reader(io.StringIO(as_(ana).get("/communities/citizen-science/overview.csv").text)))
    assert rows[1][1:] == ["4", "fewer than 5 people", "fewer than 5 people"]
    talk(crowd[4], community, days=20)
    assert queries.row_of(figures(community)).active == 5


def test_a_page_names_no_member_and_shows_what_waits(crowd, ana, as_, community):
    for person in crowd:
        talk(person, community, days=20)
    figures(community)
    page = as_(ana).get("/communities/citizen-science/overview/").text
    assert not [person.name for person in crowd if person.name in page]
    assert page.count("/c/citizen-science/t/") >= 5
    assert "<svg viewBox" in page


def test_the_median_of_the_network_needs_five_communities(crowd, community, as_, dora):
    for number in range(5):
        other = Community.objects.create(slug=f"other-{number}", name=f"=Other {number}", line="x", state="operating")
        for person in crowd:
            other.memberships.create(person=person)
        figures(other)
        assert queries.medians(queries.rows())["members"] == (6 if number == 4 else None)
    page = as_(dora).get("/communities/overview/").text
    assert "Other 3" in page
    assert "\r\n'=Other 3," in as_(dora).get("/communities/overview.csv").content.decode()


def test_a_young_community_is_told_what_comes(ana, as_, community):
    browser = as_(ana)
    assert "The first figures come tomorrow" in browser.get("/communities/citizen-science/overview/").text
    count_figures.func()
    assert "Nothing to draw yet" in browser.get("/communities/citizen-science/overview/").text


def test_figures_are_for_leaders_and_staff(ana, ben, dora, as_, client, community):
    for address in ("/communities/citizen-science/overview/", "/communities/citizen-science/overview.csv"):
        assert as_(ben).get(address).status_code == 403
        assert client.get(address).status_code == 302
        assert as_(ana).get(address).status_code == as_(dora).get(address).status_code == 200
    assert as_(ana).get("/communities/overview/").status_code == 403
    with pytest.raises(NotAllowed):
        actions.count(ana, community)


def test_a_lively_topic_that_moved_out_of_sight_is_not_named(crowd, ana, as_, community, hidden):
    topic = talk(crowd[0], community, crowd[1], days=3)
    figures(community)
    Topic.objects.filter(pk=topic.pk).update(title="In confidence", community=hidden)
    Membership.objects.filter(person=ana, community=hidden).delete()
    assert "In confidence" not in as_(ana).get("/communities/citizen-science/overview/").text


@pytest.mark.parametrize("more", [1, 8])
def test_the_page_asks_the_same_however_much_was_written(more, crowd, ana, as_, community):
    for _time in range(more):
        for person in crowd:
            talk(person, community, crowd[0], days=20)
    figures(community)
    browser = as_(ana)
    browser.get("/communities/citizen-science/overview/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/communities/citizen-science/overview/")
    assert len(asked) <= 12, "\n".join(one["sql"] for one in asked)


def test_weeks_begin_on_monday():
    sunday = dt.datetime(2026, 11, 22, 23, 59, tzinfo=dt.UTC)
    assert counting.monday(sunday) == dt.date(2026, 11, 16)
    assert counting.monday(sunday + dt.timedelta(minutes=2)) == dt.date(2026, 11, 23)


def test_a_week_is_paced_by_its_four_weeks():
    begun = [counting.Begun(n, n, dt.datetime(2026, 11, 2 + 7 * n, 12, tzinfo=dt.UTC)) for n in range(2)]
    said = [counting.Said(one.topic, 9, one.at + dt.timedelta(hours=2 + 4 * one.topic)) for one in begun]
    paces = counting.pace_by_week(counting.first_replies(begun, said))
    assert paces[dt.date(2026, 11, 2)] == (2, 2)
    assert paces[dt.date(2026, 11, 9)] == (4, 3)
    assert paces[dt.date(2026, 11, 30)] == (6, 2)
    assert dt.date(2026, 12, 7) not in paces
