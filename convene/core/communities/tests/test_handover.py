"""Leadership goes to somebody who accepts it, and quiet communities are asked after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from convene.core.communities import actions
from convene.core.communities.models import Community, Handover, Membership
from convene.core.communities.schedule import tell_of_quiet
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.lib.errors import NotAllowed, NotPossible


def _place(person, community) -> Membership:
    return community.memberships.select_related("person", "community").get(person=person)


def _role(person, community) -> str:
    return _place(person, community).role


@pytest.fixture
def offer(ana, ben, community) -> Handover:
    return actions.offer_leadership(ana, _place(ben, community), note="You know them all.")


def test_nothing_changes_until_the_successor_says_yes(ana, ben, community, offer):
    assert (_role(ana, community), _role(ben, community)) == ("leader", "member")
    assert Notification.objects.get(person=ben).reason == "handover"
    actions.accept_leadership(ben, offer)
    assert (_role(ana, community), _role(ben, community)) == ("member", "leader")
    assert Notification.objects.filter(person=ana, reason="handover").exists()


def test_a_no_leaves_everything_as_it_is(ana, ben, community, offer):
    actions.decline_leadership(ben, offer)
    assert (_role(ana, community), _role(ben, community)) == ("leader", "member")
    with pytest.raises(NotAllowed, match="answered or taken back"):
        actions.accept_leadership(ben, offer)
    actions.offer_leadership(ana, _place(ben, community))


def test_an_offer_that_was_taken_back_cannot_be_accepted(ana, ben, community, offer):
    actions.take_offer_back(ana, offer)
    with pytest.raises(NotAllowed, match="answered or taken back"):
        actions.accept_leadership(ben, Handover.objects.get())
    assert _role(ana, community) == "leader"


def test_one_offer_at_a_time(ana, person, community, offer):
    other = person("Mia Bell", community)
    with pytest.raises(NotPossible, match="asked already"):
        actions.offer_leadership(ana, _place(other, community))
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(community=community, offered_by=ana, successor=other)


@pytest.mark.parametrize(("who", "may"), [("ana", True), ("dora", True), ("ben", False), ("cleo", False)])
def test_who_offers_leadership(who, may, person, community, ana, request):
    other = _place(person("Mia Bell", community), community)
    actor = request.getfixturevalue(who)
    if may:
        assert actions.offer_leadership(actor, other).successor_id == other.person_id
    else:
        with pytest.raises(NotAllowed):
            actions.offer_leadership(actor, other)


def test_only_the_person_who_was_asked_takes_over(ana, cleo, dora, offer):
    for somebody in (ana, cleo, dora):
        with pytest.raises(NotAllowed, match="somebody else"):
            actions.accept_leadership(somebody, offer)


def test_nobody_is_asked_who_is_away_or_leads_already(ana, ben, community):
    with pytest.raises(NotAllowed, match="nothing needs"):
        actions.offer_leadership(ana, _place(ana, community))
    User.objects.filter(pk=ben.pk).update(suspended_at=timezone.now())
    with pytest.raises(NotPossible, match="away"):
        actions.offer_leadership(ana, _place(ben, community))


def test_a_successor_who_left_meanwhile_comes_back_by_accepting(ana, ben, community, offer):
    actions.leave(ben, community)
    actions.accept_leadership(ben, Handover.objects.select_related("community", "offered_by").get())
    assert _role(ben, community) == "leader"


def test_a_successor_who_was_removed_does_not_come_back_by_accepting(ana, ben, community, offer):
    actions.remove_member(ana, community, ben)
    with pytest.raises(NotAllowed, match="answered or taken back"):
        actions.accept_leadership(ben, Handover.objects.select_related("community", "offered_by").get())


@pytest.mark.parametrize("how", ["demoted", "removed", "left"])
def test_whoever_leads_no_more_has_nothing_to_hand_over(how, ana, ben, person, community):
    former = person("Fay Former", community, role="leader")
    actions.offer_leadership(former, _place(ben, community))
    if how == "demoted":
        actions.set_role(ana, community, former, role="member")
    elif how == "removed":
        actions.remove_member(ana, community, former)
    else:
        actions.leave(former, community)
    with pytest.raises(NotAllowed, match="answered or taken back"):
        actions.accept_leadership(ben, Handover.objects.select_related("community", "offered_by").get())
    assert _role(ben, community) == "member"


def test_the_offer_is_made_and_answered_on_the_pages(ana, ben, cleo, community, as_):
    leader, member = as_(ana), as_(ben)
    assert "Ask Ben Osei to lead" in leader.get("/communities/citizen-science/members/ben-osei/").text
    answer = leader.post("/communities/citizen-science/members/ben-osei/hand-over/", {"note": "You know them."})
    assert answer.url == "/communities/citizen-science/handover/"
    assert "Take the offer back" in leader.get(answer.url).text
    assert as_(cleo).get(answer.url).status_code == 403
    page = member.get(answer.url).text
    assert "Would you lead" in page
    assert "You know them." in page
    assert 'href="/communities/citizen-science/handover/"' in as_(ben).get("/notifications/").text
    assert member.post(answer.url, {"answer": "yes"}).status_code == 302
    assert _role(ben, community) == "leader"


def _quiet_since(days: int, **fields: object) -> None:
    Community.objects.filter(slug="citizen-science").update(last_active_at=timezone.now() - dt.timedelta(days=days), **fields)


def test_leaders_of_a_quiet_community_are_asked_once_in_two_months(ana, ben, community):
    _quiet_since(61)
    assert tell_of_quiet.call() == 1
    assert tell_of_quiet.call() == 0
    assert list(Notification.objects.filter(reason="quiet").values_list("person", flat=True)) == [ana.pk]
    Community.objects.update(quiet_told_at=timezone.now() - dt.timedelta(days=61))
    assert tell_of_quiet.call() == 1


@pytest.mark.parametrize("state", ["dormant", "archived"])
def test_what_rests_is_left_in_peace(state, ana, community):
    _quiet_since(400, state=state)
    assert tell_of_quiet.call() == 0


def test_a_lively_community_is_not_asked(ana, community):
    _quiet_since(59)
    assert tell_of_quiet.call() == 0


def test_staff_hear_of_a_quiet_community_that_has_nobody_to_lead_it(ana, dora, community):
    _quiet_since(61)
    User.objects.filter(pk=ana.pk).update(suspended_at=timezone.now())
    tell_of_quiet.call()
    assert list(Notification.objects.filter(reason="quiet").values_list("person", flat=True)) == [dora.pk]
