"""The welcome by a community, and how much mail its members want."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities import actions
from convene.core.communities.models import Departure, Membership
from convene.core.notifications.models import Notification
from convene.features.discussions import actions as discussions
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def welcoming(ana, community, topic):
    """The public community, with a welcome and a topic for hellos."""
    discussions.write_welcome(ana, community, text="Good that you are **here**.", topic=topic.pk)
    community.refresh_from_db()
    return community


def _told(person) -> int:
    return Notification.objects.filter(person=person, reason="welcomed").count()


def test_somebody_new_is_welcomed_once(welcoming, cleo):
    actions.join(cleo, welcoming)
    assert _told(cleo) == 1
    actions.leave(cleo, welcoming)
    assert Departure.objects.filter(person=cleo).exists()
    actions.join(cleo, welcoming)
    assert _told(cleo) == 1
    assert not Departure.objects.exists()


def test_a_community_without_a_welcome_says_nothing(community, cleo):
    actions.join(cleo, community)
    assert _told(cleo) == 0


def test_the_welcome_stands_on_the_page_until_it_is_put_away(welcoming, cleo, ben, as_, topic):
    actions.join(cleo, welcoming)
    browser = as_(cleo)
    page = browser.get("/c/citizen-science/").text
    assert "Good that you are <strong>here</strong>." in page
    assert f'href="{topic.get_absolute_url()}"' in page
    assert "Good that you are" not in as_(ben).get("/c/citizen-science/").text
    browser.post("/communities/citizen-science/welcomed/")
    assert "Good that you are" not in browser.get("/c/citizen-science/").text


def test_the_welcome_goes_by_itself_after_two_weeks(welcoming, cleo, as_):
    actions.join(cleo, welcoming)
    Membership.objects.filter(person=cleo).update(new_until=timezone.now() - dt.timedelta(minutes=1))
    assert "Good that you are" not in as_(cleo).get("/c/citizen-science/").text


def test_a_hello_leads_nowhere_when_its_topic_is_closed_or_gone(welcoming, cleo, ana, as_, topic):
    actions.join(cleo, welcoming)
    discussions.close(ana, topic)
    page = as_(cleo).get("/c/citizen-science/").text
    assert "Good that you are" in page
    assert "Say hello" not in page


def test_a_member_who_is_not_new_pays_nothing_for_it(welcoming, ben, as_, django_assert_max_num_queries):
    browser = as_(ben)
    browser.get("/c/citizen-science/")
    with django_assert_max_num_queries(4):
        browser.get("/c/citizen-science/")


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("dora", True), ("ben", False), ("cleo", False)])
def test_who_writes_the_welcome(who, may, community, request):
    person = request.getfixturevalue(who)
    if may:
        discussions.write_welcome(person, community, text="Hello.")
    else:
        with pytest.raises(NotAllowed):
            discussions.write_welcome(person, community, text="Hello.")


def test_a_topic_of_another_community_welcomes_nobody(ana, hidden, topic):
    with pytest.raises(NotPossible, match="one of the open topics"):
        discussions.write_welcome(ana, hidden, text="Hello.", topic=topic.pk)


def test_how_much_mail_is_kept_for_each_community(ben, community, as_):
    browser = as_(ben)
    assert "Mail has not started on this site yet" in browser.get("/communities/mine/").text
    assert browser.post("/communities/mine/", {f"mail_{community.pk}": "nothing"}).status_code == 302
    assert ben.memberships.get().mail == "nothing"
    answer = browser.post("/communities/mine/", {f"mail_{community.pk}": "hourly"})
    assert answer.status_code == 422
    with pytest.raises(NotPossible):
        actions.set_mail(ben, community, mail="hourly")


def test_only_members_choose_mail(cleo, community):
    with pytest.raises(NotAllowed):
        actions.set_mail(cleo, community, mail="daily")
