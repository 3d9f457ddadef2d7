"""The queue costs the same however much waits, was decided or is appealed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.moderation.models import Item
from convene.core.moderation.queries.queue import counts, queue_page


@pytest.fixture
def fill(community, ben):
    """Fills the queue: so many that wait, and as many that were decided and are appealed."""

    def do(number: int) -> None:
        now = timezone.now()
        same = {"kind": "discussions.post", "community": community, "author": ben, "cause": "held", "title": "Cork",
                "body": "Try cork.", "html": "", "place": "", "address": "/"}  # fmt: skip
        times = [now - dt.timedelta(seconds=one) for one in range(number)]
        Item.objects.bulk_create([Item(**same, state="waiting", waits_since=at) for at in times], batch_size=1000)
        done = [Item(**same, state="refused", waits_since=at, decided_at=at, appealed_at=at) for at in times]
        Item.objects.bulk_create(done, batch_size=1000)

    return do


@pytest.mark.parametrize("who", ["dora", "mona"])
def test_few_are_counted_and_many_are_told_as_many(who, fill, request, as_, ben):
    person = request.getfixturevalue(who)
    fill(99)
    assert (counts(person).waiting, counts(person).appealed) == (99, 99)
    fill(2)
    assert (counts(person).waiting, counts(person).appealed) == ("99+", "99+")
    assert "99+" in as_(person).get("/moderation/").text
    assert counts(ben).waiting == 0


@pytest.mark.parametrize("tab", ["waiting", "decided", "appealed"])
def test_every_page_of_the_queue_leads_to_the_next_and_the_last_to_none(tab, fill, dora, as_):
    fill(45)
    browser, seen = as_(dora), set()
    for number, more in ((1, True), (2, True), (3, False)):
        page = browser.get(f"/moderation/?show={tab}&page={number}").text
        here = set(re.findall(r'id="item-(\d+)"', page))
        assert not here & seen
        seen |= here
        assert ("Next" in page) is more
    assert len(seen) == 45
    assert browser.get(f"/moderation/?show={tab}&page=4").url.endswith(f"show={tab}")
    for wrong in ("0", "x", "-1", "9" * 30):
        assert browser.get(f"/moderation/?page={wrong}").status_code == 404


@pytest.mark.parametrize("who", ["dora", "mona"])
def test_nothing_of_it_is_counted_or_sorted_as_a_whole(who, fill, request):
    person = request.getfixturevalue(who)
    fill(1500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        counts(person)
        for tab in ("waiting", "decided", "appealed"):
            queue_page(person, tab, 1)
    for query in asked.captured_queries:
        sql = query["sql"]
        assert "LIMIT" in sql or " IN (" in sql, sql
    if connection.vendor == "sqlite":
        plans = [_plan(query["sql"]) for query in asked.captured_queries if "LIMIT" in query["sql"]]
        assert len(plans) == 5
        assert not [plan for plan in plans if "B-TREE" in plan], plans
        assert sum("COVERING INDEX items_" in plan for plan in plans) >= 4, plans


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " / ".join(str(row[-1]) for row in cursor.fetchall())
