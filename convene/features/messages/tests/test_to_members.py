"""A leader writes to all members at once; answers come to the leader alone."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db.models import F
from django.utils import timezone

from convene.core.communities.models import Membership
from convene.core.contact import actions as contact
from convene.core.drafts.models import Draft, place_of
from convene.core.files.models import File
from convene.core.moderation import actions as moderation
from convene.core.notifications.models import Notification
from convene.lib.errors import NotAllowed, NotPossible

from .. import actions, rules
from ..models import GroupMessage, Report


@pytest.fixture
def sent(ana, ben, community) -> GroupMessage:
    """What Ana wrote to all."""
    return actions.write_to_members(ana, community, body="We meet in *Dayton*.")


def test_every_member_is_told_once_and_reads_it(sent, ben, ana, cleo, community, as_):
    assert list(Notification.objects.values_list("person", flat=True)) == [ben.pk]
    told = as_(ben).get("/notifications/").text
    assert "wrote to all members of" in told
    assert "We meet in" in as_(ben).get("/messages/").text
    page = as_(ben).get(sent.get_absolute_url()).text
    assert "<em>Dayton</em>" in page
    assert "/messages/new/?to=ana-lima" in page
    ben.refresh_from_db()
    assert ben.unread_notifications == 0


@pytest.mark.parametrize("who", ["cleo", "dora"])
def test_nobody_else_reads_it(who, sent, request, as_):
    browser = as_(request.getfixturevalue(who))
    assert browser.get(sent.get_absolute_url()).status_code == 404
    assert browser.get(f"{sent.get_absolute_url()}report/").status_code == 404
    for page in ("/messages/", "/messages/groups/"):
        assert "Dayton" not in browser.get(page).text


def test_who_comes_later_or_has_left_reads_nothing(sent, ben, person, community, as_):
    late = person("Late Comer", community)
    assert as_(late).get(sent.get_absolute_url()).status_code == 404
    Membership.objects.filter(person=ben).delete()
    assert as_(ben).get(sent.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("ben", False), ("cleo", False), ("dora", False), ("nobody", False)])
def test_leaders_alone_write_to_all(who, may, community, request):
    assert bool(rules.may_write_to_members(request.getfixturevalue(who), community)) is may


def test_nobody_writes_to_the_members_of_an_archived_community(ana, community):
    community.state = "archived"
    with pytest.raises(NotAllowed, match="archived"):
        actions.write_to_members(ana, community, body="Hello")


def test_four_a_month_and_the_sentence_says_when_the_next_is_possible(ana, ben, community):
    for number in range(4):
        actions.write_to_members(ana, community, body=f"Number {number}")
    with pytest.raises(NotPossible, match="has had its 4 messages"):
        actions.write_to_members(ana, community, body="Number five")
    GroupMessage.objects.filter(body="Number 0").update(created_at=timezone.now() - dt.timedelta(days=31))
    assert actions.write_to_members(ana, community, body="Number five")


def test_a_double_press_sends_once(ana, ben, community):
    key = uuid.uuid4()
    first = actions.write_to_members(ana, community, body="Once", key=key)
    assert actions.write_to_members(ana, community, body="Once", key=key) == first
    assert Notification.objects.count() == 1


def test_whoever_has_blocked_the_leader_is_not_told(ana, ben, community):
    contact.block(ben, ana)
    actions.write_to_members(ana, community, body="Hello")
    assert not Notification.objects.filter(person=ben).exists()


def test_watch_words_hold_here_too(ana, dora, community):
    moderation.add_word(dora, None, pattern="casino", does="hold")
    with pytest.raises(NotPossible, match="cannot be sent"):
        actions.write_to_members(ana, community, body="casino")


def test_it_holds_no_files(ana, community):
    file = File.objects.create(owner=ana, name="a.txt", content_type="text/plain", size=1, sha256="0", content="x")
    with pytest.raises(NotPossible, match="holds no files"):
        actions.write_to_members(ana, community, body=f"[a](/files/{file.key}/a.txt)")


def test_a_member_hands_it_to_the_staff_and_is_answered(sent, ana, ben, dora, as_):
    address = f"{sent.get_absolute_url()}report/"
    assert as_(ben).post(address, {"reason": "It is advertising."}).status_code == 302
    assert as_(ben).post(address, {"reason": "Again."}).status_code == 302
    report = Report.objects.get()
    assert (report.about, report.to_members) == (ana, sent)
    shown = as_(dora).get(report.get_absolute_url()).text
    assert "Dayton" in shown
    assert as_(dora).post(report.get_absolute_url(), {"answer": "We spoke."}).status_code == 302
    assert as_(ana).post(address, {"reason": "Mine"}).status_code == 403


def test_the_page_of_a_leader_keeps_a_draft_and_sends(ana, ben, community, as_):
    browser, address = as_(ana), f"/messages/groups/to/{community.slug}/"
    assert address in browser.get(f"/communities/{community.slug}/members/").text
    assert address not in as_(ben).get(f"/communities/{community.slug}/members/").text
    browser.post(f"/drafts/{place_of(community, 'letter')}/", {"body": "Half a sen", "upon": 0})
    assert "Half a sen</textarea>" in browser.get(address).text
    assert browser.post(address, {"body": ""}).status_code == 422
    answer = browser.post(address, {"body": "A whole sentence."})
    assert answer.status_code == 302
    assert "A whole sentence." in browser.get(answer.url).text
    assert not Draft.objects.exists()


def test_two_thousand_members_cost_no_more_queries_than_one(ana, ben, community, person, django_assert_max_num_queries):
    for number in range(30):
        person(f"Member Number{number}", community)
    with django_assert_max_num_queries(26):
        actions.write_to_members(ana, community, body="Hello")
    assert Notification.objects.filter(read_at=None).exclude(person=F("entry__actor")).count() == 31
