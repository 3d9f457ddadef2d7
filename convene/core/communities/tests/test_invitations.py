"""Invitations by mail."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from convene.core.communities import actions
from convene.core.communities.models import INVITED_FOR, Community, Invitation
from convene.core.notifications.models import Notification
from convene.lib.errors import NotAllowed, NotPossible, TooMuch


@pytest.fixture(autouse=True)
def _mails(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def invitation(ana, hidden):
    return actions.invite(ana, hidden, addresses=["Cleo-Park@example.org"], note="Come & see.")[0]


def test_an_invitation_is_mailed_with_a_link_that_opens_it(invitation, mailoutbox, client):
    mail = mailoutbox[0]
    assert mail.to == ["cleo-park@example.org"]
    assert mail.subject == "Ana Lima invites you to Directors"
    assert "Come & see." in mail.body
    path = re.search(r"://[^/\s]+(/communities/invitation/\S+/)", mail.body).group(1)
    page = client.get(path)
    assert page.status_code == 200
    assert "Directors" in page.text
    assert f"/account/signup/?next={path}" in page.text


def test_a_person_with_an_account_is_told_and_joins(cleo, invitation, hidden, as_):
    assert Notification.objects.get(person=cleo).reason == "invited"
    assert "You are invited to Directors" in as_(cleo).get("/notifications/").text
    answer = as_(cleo).post(invitation.get_absolute_url(), {"answer": "yes"})
    assert answer["Location"] == "/c/directors/"
    assert hidden.memberships.filter(person=cleo).exists()
    with pytest.raises(NotPossible, match="member of Directors already"):
        actions.accept_invitation(cleo, invitation)


def test_an_invitation_is_good_for_one_person_and_thirty_days(cleo, ben, invitation):
    actions.accept_invitation(cleo, invitation)
    with pytest.raises(NotAllowed, match="too old"):
        actions.accept_invitation(ben, Invitation.objects.get())
    Invitation.objects.update(accepted_at=None, invited_at=timezone.now() - INVITED_FOR)
    with pytest.raises(NotAllowed, match="too old"):
        actions.accept_invitation(ben, Invitation.objects.get())


def test_who_declines_is_not_asked_again(ana, hidden, invitation, client, mailoutbox):
    page = client.post(invitation.get_absolute_url(), {"answer": "no"})
    assert "You said no" in page.text
    assert actions.invite(ana, hidden, addresses=["cleo-park@example.org"]) == []
    assert len(mailoutbox) == 1


def test_members_are_not_mailed_and_nobody_learns_who_is_one(ana, ben, community, as_, mailoutbox):
    page = as_(ana).post(
        "/communities/citizen-science/invite/", {"addresses": f"{ben.email}\nnew@example.org"}, follow=True
    )
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    assert "Whoever is not a member yet" in page.text


def test_one_invitation_for_each_address_however_often_it_is_sent(ana, hidden, invitation):
    actions.invite(ana, hidden, addresses=["cleo-park@example.org"])
    assert Invitation.objects.count() == 1


def test_there_is_an_end_to_inviting(ben, community):
    with pytest.raises(NotPossible, match="up to 20"):
        actions.invite(ben, community, addresses=[f"p{n}@example.org" for n in range(21)])
    for batch in range(3):
        actions.invite(ben, community, addresses=[f"p{batch}-{n}@example.org" for n in range(20)])
    with pytest.raises(TooMuch, match="tomorrow"):
        actions.invite(ben, community, addresses=["one-more@example.org"])


def test_members_invite_to_open_communities_only(ben, ana, person, listed):
    member = person("Mia Bell", listed)
    with pytest.raises(NotAllowed, match="for the leaders"):
        actions.invite(member, listed, addresses=["new@example.org"])


def test_a_forged_link_opens_nothing(invitation, client):
    forged = invitation.get_absolute_url().replace(invitation.token[-4:], "zzzz")
    assert client.get(forged).status_code == 404


def test_a_removed_member_does_not_come_back_by_an_old_invitation(ana, cleo, hidden, invitation):
    actions.accept_invitation(cleo, invitation)
    actions.remove_member(ana, Community.objects.get(pk=hidden.pk), cleo)
    with pytest.raises(NotAllowed):
        actions.accept_invitation(cleo, Invitation.objects.get())
    with pytest.raises(NotAllowed, match="by invitation"):
        actions.join(cleo, hidden)


def test_a_wrong_address_is_named(ana, community, as_):
    page = as_(ana).post("/communities/citizen-science/invite/", {"addresses": "good@example.org, bad@"})
    assert page.status_code == 422
    assert "“bad@” is not an e-mail address" in page.text
