"""What one looked for before, and what many look for: for whom it is, and what never shows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from convene.core.people import actions as people
from convene.core.people.models import How, User
from convene.core.search import actions as searching
from convene.core.search.following import bring_up_to_date
from convene.core.search.models import Past, Popular
from convene.core.search.queries import often
from convene.core.search.reader import reader_of
from convene.core.search.schedule import count_popular
from convene.features.discussions import actions


@pytest.fixture
def dome(ana, community):
    """A topic that everybody can read, in the index."""
    made = actions.start(ana, community, title="Dome cleaning in spring", body="With a soft brush.", kind="discussion")
    bring_up_to_date()
    return made


@pytest.fixture
def five(person) -> list[User]:
    return [person(f"Eve Number {number}") for number in range(5)]


def words(browser) -> list[str]:
    return [one["title"] for one in browser.get("/search/suggest/?q=").json()["found"]]


def test_what_one_looked_for_and_found_is_there_again_for_oneself_alone(dome, ben, cleo, as_, client):
    browser = as_(ben)
    for text in ("dome", "Dome  CLEANING", "marmot", "dome", "brush", "dome cleaning"):
        browser.get("/search/", {"q": text})
    assert words(browser) == ["dome cleaning", "brush", "dome", "Forget your searches"]
    page = browser.get("/search/").text
    assert "/search/?q=dome%20cleaning" in page
    assert "marmot" not in page
    client.get("/search/", {"q": "brush"})
    assert words(client) == words(as_(cleo)) == []
    assert "What you looked for" not in client.get("/search/").text
    assert Past.objects.count() == 3


def test_it_is_forgotten_when_one_says_so_and_kept_no_more_until_one_says_so(dome, ben, as_):
    browser = as_(ben)
    browser.get("/search/?q=dome")
    browser.post("/search/forget/")
    assert words(browser) == []
    browser.get("/search/?q=dome")
    browser.post("/search/keep/", {"keeps": "no"})
    assert not Past.objects.exists()
    browser.get("/search/?q=dome")
    assert not Past.objects.exists()
    assert "What you look for is not kept." in browser.get("/search/").text
    browser.post("/search/keep/", {"keeps": "yes"})
    browser.get("/search/?q=dome")
    assert words(browser)[0] == "dome"


def test_keeping_it_costs_a_search_one_statement(dome, ben, as_):
    browser, log = as_(ben), []
    browser.get("/search/?q=dome")

    def count(execute, sql, params, many, context):
        log.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        browser.get("/search/?q=dome&newest=1")
        assert not [sql for sql in log if not sql.startswith(("SELECT", "WITH", "PRAGMA"))], "it was noted last"
        browser.get("/search/?q=brush")
    assert [sql for sql in log if not sql.startswith(("SELECT", "WITH", "PRAGMA"))] == [searching._REMEMBER]


def test_what_five_members_looked_for_is_offered_to_whoever_finds_something_by_it(dome, five, ben, nobody):
    for person in five[:4]:
        searching.remember(person, "dome cleaning")
    searching.remember(five[0], "Dome Cleaning")
    count_popular.call()
    assert often(reader_of(nobody)) == [], "four are too few, however often each of them asks"
    searching.remember(five[4], "Dome cleaning")
    count_popular.call()
    assert [one.casefold() for one in often(reader_of(nobody))] == ["dome cleaning"]
    actions.hide_topic(User.objects.get(handle="ana-lima"), dome)
    assert often(reader_of(ben)) == [], "before the index hears of it"


def test_what_only_some_may_read_is_offered_to_nobody_else(five, ana, ben, hidden, community, nobody):
    actions.start(ana, community, title="Budget season", body="Merger of minds.", kind="discussion")
    actions.start(ana, hidden, title="Merger budget", body="Severance is secret.", kind="discussion")
    bring_up_to_date()
    for person in five:
        for text in ("severance", "budget severance", "merger budget", "budget", '"budget season"', "budget -merger"):
            searching.remember(person, text)
    count_popular.call()
    assert sorted(Popular.objects.values_list("words", flat=True)) == ["budget", "merger budget"]
    assert often(reader_of(nobody)) == ["budget", "merger budget"]
    actions.hide_topic(ana, community.topics.get())
    assert often(reader_of(ben)) == []
    assert sorted(often(reader_of(ana))) == ["budget", "merger budget"]


def test_nobody_becomes_popular_by_name(five, dome, ben, nobody):
    for person in five:
        searching.remember(person, "Ben Osei")
    count_popular.call()
    assert not Popular.objects.exists()


def test_after_ninety_days_it_is_forgotten_and_with_the_account_at_once(dome, five, time_machine):
    now = timezone.now()
    for person in five:
        searching.remember(person, "dome")
    count_popular.call()
    assert Popular.objects.count() == 1
    people.leave(five[0], five[0], how=How.KEEP)
    time_machine.move_to(now + dt.timedelta(days=20))
    people.forget(None, User.objects.get(pk=five[0].pk))
    assert Past.objects.count() == 4
    count_popular.call()
    assert not Popular.objects.exists()
    time_machine.move_to(now + dt.timedelta(days=91))
    count_popular.call()
    assert not Past.objects.exists()


def test_the_empty_page_asks_few_queries_however_much_is_popular(dome, five, ben, as_, django_assert_max_num_queries):
    for number in range(12):
        Popular.objects.create(words=f"dome {'cleaning ' * number}", people=9)
    browser = as_(ben)
    browser.get("/search/")
    with django_assert_max_num_queries(18):
        browser.get("/search/")
