"""Teams begin, invite by mail, change hands, and are nobody else's business."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convene.core.institutions import actions as institutions
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.core.teams import actions, personal, rules
from convene.core.teams.models import Invitation, Member, Team
from convene.lib.errors import NotAllowed, NotPossible, TooMuch


@pytest.fixture
def team(ana) -> Team:
    """Ana's, at the Hall of Tides."""
    hall = Institution.objects.create(name="Hall of Tides")
    institutions.belong(ana, hall)
    return actions.begin(ana, hall, name="Tidewatch", about="What the river means to us.")


@pytest.fixture
def both(team, ana, ben) -> Team:
    """The same, with Ben."""
    (invitation,) = actions.invite(ana, team, addresses=[ben.email])
    actions.accept(ben, invitation)
    return team


def link_in(message) -> str:
    """The first address in a mail."""
    found = re.search(r"https?://[^/]+(/teams/\S+)", message.body)
    assert found
    return found.group(1)


def test_a_team_begins_where_one_works(team, ben, as_):
    with pytest.raises(NotAllowed, match="Say on the page"):
        actions.begin(ben, team.institution, name="Mine")
    assert as_(ben).get(reverse("teams:begin", args=[team.institution_id])).status_code == 403
    institutions.belong(ben, team.institution)
    page = as_(ben).post(reverse("teams:begin", args=[team.institution_id]), {"name": "Night sky"})
    assert page.status_code == 302
    assert Team.objects.get(name="Night sky").members.get().role == "lead"


def test_whoever_is_invited_finds_it_in_their_mail_and_joins(team, ana, ben, as_, client):
    said = {"addresses": "ben-osei@example.org, new@example.org", "note": "You know the river."}
    as_(ana).post(reverse("teams:invite", args=[team.pk]), said)
    assert {one.to[0] for one in mail.outbox} == {"ben-osei@example.org", "new@example.org"}
    link = link_in(next(one for one in mail.outbox if one.to == ["ben-osei@example.org"]))
    assert "You know the river." in client.get(link).text
    assert "You are invited" in as_(ben).get("/teams/").text
    assert Notification.objects.filter(person=ben, reason="invited").exists()
    answer = as_(ben).post(link, {"answer": "yes"})
    assert answer.headers["Location"] == team.get_absolute_url()
    page = as_(ben).get(team.get_absolute_url()).text
    assert ana.name in page
    assert "What the river means to us." in page
    assert Notification.objects.filter(person=ana, reason="joined").exists()
    assert "over" in as_(ben).get(link).text


def test_one_press_declines_and_nobody_is_asked_again(team, ana, client):
    (invitation,) = actions.invite(ana, team, addresses=["new@example.org"])
    assert client.get(invitation.get_decline_url()).status_code == 200
    assert Invitation.objects.open().exists()
    assert "You said no" in client.post(invitation.get_decline_url()).text
    assert actions.invite(ana, team, addresses=["new@example.org"]) == []


def test_an_invitation_is_good_for_a_month_and_until_it_is_taken_back(team, ana, ben, as_):
    (old,) = actions.invite(ana, team, addresses=["ben-osei@example.org"])
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=31))
    old.refresh_from_db()
    with pytest.raises(NotAllowed, match="too old"):
        actions.accept(ben, old)
    assert "Tidewatch" not in as_(ben).get(old.get_absolute_url()).text
    (fresh,) = actions.invite(ana, team, addresses=["ben-osei@example.org"])
    as_(ana).post(reverse("teams:take_back", args=[team.pk, fresh.pk]))
    fresh.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.accept(ben, fresh)


def test_invitations_have_a_measure(team, ana):
    with pytest.raises(NotPossible, match="Nothing was sent"):
        actions.invite(ana, team, addresses=[f"p{number}@example.org" for number in range(21)])
    for part in range(3):
        actions.invite(ana, team, addresses=[f"p{part}-{number}@example.org" for number in range(20)])
    with pytest.raises(TooMuch):
        actions.invite(ana, team, addresses=["one-more@example.org"])


def test_nobody_else_sees_a_team_not_even_staff(both, cleo, dora, as_, client):
    for name in ("team", "edit", "invite", "leave"):
        address = reverse(f"teams:{name}", args=[both.pk])
        assert as_(cleo).get(address).status_code == as_(dora).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert "Tidewatch" not in as_(dora).get("/teams/").text
    assert "Tidewatch" not in as_(dora).get(both.institution.get_absolute_url()).text


def test_whoever_leads_hands_the_team_over_before_they_leave(both, ana, ben, as_):
    assert "Hand it over" in as_(ana).get(both.get_absolute_url()).text
    assert as_(ana).get(reverse("teams:leave", args=[both.pk])).status_code == 403
    as_(ana).post(reverse("teams:hand_over", args=[both.pk, ben.handle]))
    assert Notification.objects.filter(person=ben, reason="handover").exists()
    assert "You lead the team Tidewatch now" in as_(ben).get("/notifications/").text
    as_(ana).post(reverse("teams:leave", args=[both.pk]))
    assert as_(ana).get(both.get_absolute_url()).status_code == 404
    assert both.members.get().person == ben
    assert rules.may_lead(ben, both)
    assert rules.may_leave(ben, both)


def test_members_do_not_lead(both, ana, ben):
    mine = Member.objects.get(person=ben)
    for wrong in (
        lambda: actions.edit(ben, both, name="Other"), lambda: actions.hand_over(ben, mine),
        lambda: actions.remove(ben, Member.objects.get(person=ana)),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            wrong()
    actions.remove(ana, mine)
    assert not rules.is_member(ben, both)


def test_a_team_survives_whoever_leads_it(both, ana, ben, person):
    (invitation,) = actions.invite(ana, both, addresses=["cara-diaz@example.org"])
    actions.accept(person("Cara Diaz"), invitation)
    personal.forget(ana, How.ANONYMOUS)
    assert rules.may_lead(ben, both)
    assert both.members.count() == 2
    assert Notification.objects.filter(person=ben, reason="handover").exists()
    assert not both.invitations.filter(invited_by=ana).exists()


def test_the_page_costs_few_queries(both, ana, as_, django_assert_max_num_queries):
    browser = as_(ana)
    browser.get(both.get_absolute_url())
    with django_assert_max_num_queries(12):
        browser.get(both.get_absolute_url())


def test_the_role_of_a_viewer_is_asked_anew_once_it_has_changed(both, ana, ben):
    for one in (ana, ben):
        one.viewer_new = set()  # as whoever looks at a page has them
    assert rules.may_lead(ana, both)
    actions.hand_over(ana, both.members.get(person=ben))
    assert rules.is_member(ana, both)
    assert not rules.may_lead(ana, both)
    assert rules.may_lead(ben, both)
    actions.leave(ana, both)
    assert not rules.is_member(ana, both)
    (again,) = actions.invite(ben, both, addresses=[ana.email])
    actions.accept(ana, again)
    assert rules.is_member(ana, both)
