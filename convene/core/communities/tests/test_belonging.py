"""Join, leave, ask, and roles."""

from __future__ import annotations

import pytest

from convene.core.communities import actions, rules
from convene.core.communities.models import Community, JoinRequest, Membership
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.actions import suspend
from convene.lib.errors import NotAllowed, NotPossible


def test_joining_an_open_community_counts_and_leaves_a_line(cleo, community):
    cleo.viewer_roles = {}
    actions.join(cleo, community)
    assert Community.objects.get().member_count == community.member_count == 1
    assert cleo.viewer_roles == {community.pk: "member"}
    assert Entry.objects.filter(verb="communities.joined", actor=cleo, community=community).count() == 1


def test_nobody_joins_twice(ben, community):
    with pytest.raises(NotAllowed, match="member of Citizen Science already"):
        actions.join(ben, community)


def test_leaving_counts_back(ben, community):
    ben.viewer_roles = {community.pk: "member"}
    actions.leave(ben, community)
    assert not ben.memberships.exists()
    assert Community.objects.get().member_count == 0
    assert ben.viewer_roles == {}


def test_the_only_leader_cannot_leave_until_there_is_another(ana, ben, community):
    with pytest.raises(NotAllowed, match="only leader"):
        actions.leave(ana, community)
    actions.set_role(ana, community, ben, role="leader")
    actions.leave(ana, community)
    assert list(community.memberships.leading().values_list("person__name", flat=True)) == ["Ben Osei"]


def test_the_only_leader_stays_until_somebody_else_leads_whoever_asks(ana, ben, dora, community):
    with pytest.raises(NotAllowed, match="needs a leader"):
        actions.set_role(ana, community, ana, role="member")
    with pytest.raises(NotAllowed, match="leave the community"):
        actions.remove_member(ana, community, ana)
    with pytest.raises(NotAllowed, match="needs a leader"):
        actions.set_role(dora, community, ana, role="member")
    with pytest.raises(NotAllowed, match="needs a leader"):
        actions.remove_member(dora, community, ana)
    actions.set_role(dora, community, ben, role="leader")
    actions.set_role(dora, community, ana, role="member")
    assert community.memberships.leading().get().person == ben


def test_a_role_holds_in_one_community_and_is_told(ana, ben, community, hidden):
    actions.set_role(ana, community, ben, role="moderator")
    assert Membership.objects.get(person=ben).role == "moderator"
    assert Notification.objects.get(person=ben).entry.facts == {"person": ben.pk, "role": "moderator"}
    with pytest.raises(NotPossible, match="not a member"):
        actions.set_role(ana, hidden, ben, role="moderator")
    with pytest.raises(NotPossible, match="Choose one"):
        actions.set_role(ana, community, ben, role="king")


def test_a_removed_person_is_out_and_what_they_wrote_stays(ana, ben, topic, community):
    actions.remove_member(ana, community, ben)
    topic.refresh_from_db()
    assert topic.author == ben
    assert not community.memberships.filter(person=ben).exists()


def test_asking_tells_the_leaders_and_counts(ana, cleo, listed):
    actions.ask_to_join(cleo, listed, answer="At a planetarium.")
    assert Community.objects.get(pk=listed.pk).request_count == 1
    assert Notification.objects.filter(person=ana, reason="asked").count() == 1
    ana.refresh_from_db()
    assert ana.unread_notifications == 1
    with pytest.raises(NotPossible, match="asked already"):
        actions.ask_to_join(cleo, listed, answer="Once more.")
    assert Community.objects.get(pk=listed.pk).request_count == 1


def test_a_question_wants_an_answer(cleo, listed):
    with pytest.raises(NotPossible, match="answer the question"):
        actions.ask_to_join(cleo, listed, answer="  ")
    assert not JoinRequest.objects.exists()


def test_an_accepted_request_makes_a_member_once(ana, cleo, listed):
    request = actions.ask_to_join(cleo, listed, answer="At a planetarium.")
    actions.accept_request(ana, request)
    listed.refresh_from_db()
    assert (listed.request_count, listed.member_count) == (0, 2)
    assert Notification.objects.filter(person=cleo, reason="accepted").exists()
    with pytest.raises(NotPossible, match="decided this request already"):
        actions.refuse_request(ana, request, reason="Too late.")


def test_a_refusal_says_why_and_one_may_ask_again(ana, cleo, listed):
    request = actions.ask_to_join(cleo, listed, answer="At home.")
    with pytest.raises(NotPossible, match="say why"):
        actions.refuse_request(ana, request, reason=" ")
    actions.refuse_request(ana, request, reason="This is for fundraisers.")
    listed.refresh_from_db()
    assert (listed.request_count, listed.member_count) == (0, 1)
    assert Entry.objects.get(verb="communities.refused").facts == {}  # prose stays out of the ledger
    actions.ask_to_join(cleo, listed, answer="I raise funds now.")


def test_joining_settles_a_request_that_waits(cleo, listed):
    actions.ask_to_join(cleo, listed, answer="At home.")
    Community.objects.filter(pk=listed.pk).update(join_policy="open")
    listed.refresh_from_db()
    actions.join(cleo, listed)
    listed.refresh_from_db()
    assert (listed.request_count, listed.member_count) == (0, 1)
    assert JoinRequest.objects.get().accepted


@pytest.mark.parametrize(
    ("who", "joins_open", "asks_listed", "decides", "invites", "edits", "founds"),
    [
        ("ana", False, False, True, True, True, False),  # leads, so she is a member already
        ("ben", False, True, False, True, False, False),
        ("cleo", True, True, False, False, False, False),
        ("dora", True, True, True, True, True, True),
        ("nobody", False, False, False, False, False, False),
    ],
)
def test_who_may_do_what_in_a_community(who, joins_open, asks_listed, decides, invites, edits, founds, community, listed, request):
    for name in ("ana", "ben", who):
        request.getfixturevalue(name)
    actor = request.getfixturevalue(who)
    assert bool(rules.may_join(actor, community)) is joins_open
    assert bool(rules.may_ask_to_join(actor, listed)) is asks_listed
    assert bool(rules.may_decide(actor, listed)) is decides
    assert bool(rules.may_invite(actor, community)) is invites
    assert bool(rules.may_edit(actor, community)) is edits
    assert bool(rules.may_found(actor)) is founds


def test_moderators_do_not_lead(ana, person, community):
    mods = person("Mo Derator", community, role="moderator")
    with pytest.raises(NotAllowed, match="for the leaders"):
        actions.edit(mods, community, name="Mine")
    with pytest.raises(NotAllowed):
        actions.set_role(mods, community, mods, role="leader")
    with pytest.raises(NotAllowed):
        actions.remove_member(mods, community, ana)


def test_a_suspended_leader_does_not_count_as_one_who_remains(ana, dora, person, community):
    other = person("Olly Other", community, role="leader")
    suspend(dora, other, reason="Spam.")
    with pytest.raises(NotAllowed, match="only leader"):
        actions.leave(ana, community)
    with pytest.raises(NotAllowed, match="needs a leader"):
        actions.set_role(ana, community, ana, role="member")
    actions.set_role(ana, community, other, role="member")
