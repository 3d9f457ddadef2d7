"""The page behind the bell."""

from __future__ import annotations

import pytest

from convene.core.ledger.actions import record
from convene.core.notifications.actions import notify
from convene.core.notifications.models import Notification


def tell(verb, who, subject, community, *people):
    entry = record(who, verb, subject, community=community)
    notify(entry, people, reason="watching", group=community.group)


def test_lines_about_the_same_are_put_together(ana, ben, cleo, dora, community, as_):
    for who in (ben, cleo, dora, ben):
        tell("communities.joined", who, community, community, ana)
    page = as_(ana).get("/notifications/").text
    assert page.count("joined Citizen Science") == 1
    assert "<b>Ben Osei</b> and 2 others joined Citizen Science" in page


def test_all_can_be_marked_read(ana, ben, community, as_):
    tell("communities.joined", ben, community, community, ana)
    browser = as_(ana)
    assert browser.get("/notifications/count/").json() == {"unread": 1}
    assert browser.get("/notifications/read/").status_code == 405
    browser.post("/notifications/read/")
    assert browser.get("/notifications/count/").json() == {"unread": 0}
    page = browser.get("/notifications/").text
    assert "Mark all read" not in page
    assert "Earlier" in page


def test_an_empty_page_says_what_will_be_here(ben, as_):
    assert "Nothing to tell you yet" in as_(ben).get("/notifications/").text


def test_a_verb_without_words_does_not_break_the_page(ana, ben, community, as_):
    tell("communities.sang", ben, community, community, ana)
    assert "Ben Osei" in as_(ana).get("/notifications/").text


@pytest.mark.parametrize("lines", [3, 60])
def test_the_page_costs_the_same_for_many_lines(lines, ana, ben, community, as_, django_assert_max_num_queries):
    for _time in range(lines):
        tell("communities.joined", ben, community, community, ana)
    browser = as_(ana)
    with django_assert_max_num_queries(4):
        browser.get("/notifications/")


def test_older_lines_are_a_step_further_back(ana, ben, community, as_):
    for number in range(120):
        entry = record(ben, "communities.joined", community, community=community)
        notify(entry, [ana], reason="watching", group=f"a.b:{number}")
    as_(ana).post("/notifications/read/")
    page = as_(ana).get("/notifications/").text
    oldest = Notification.objects.order_by("-pk")[99].pk
    assert f"?before={oldest}" in page
    assert as_(ana).get(f"/notifications/?before={oldest}").text.count("joined Citizen Science") == 20


def test_visitors_are_asked_to_sign_in(db, client):
    assert client.get("/notifications/").status_code == 302


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 18, "9" * 30, "9" * 5000])
def test_whatever_stands_for_a_page_in_the_address_is_answered(before, ben, as_):
    assert as_(ben).get("/notifications/", {"before": before}).status_code == 200
