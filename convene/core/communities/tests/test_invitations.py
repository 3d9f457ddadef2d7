"""Invitations by mail."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from convene.core.communities import actions
from convene.core.communities.models import INVITED_FOR, Community, Invitation
from convene.core.communities.schedule import remind_invited
from convene.core.notifications.models import Notification
from convene.core.people.models import User
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


def test_the_same_address_is_not_mailed_twice_within_a_day(ana, hidden, invitation, mailoutbox):
    actions.invite(ana, hidden, addresses=["cleo-park@example.org"])
    assert len(mailoutbox) == 1


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


def _later(invitation: Invitation, days: float) -> int:
    """So many days pass, and the schedule comes by."""
    passed = dt.timedelta(days=days)
    Invitation.objects.update(invited_at=F("invited_at") - passed, remind_at=F("remind_at") - passed)
    return remind_invited.call()


def test_reminders_inform_three_times_and_no_more(invitation, mailoutbox):
    assert _later(invitation, 3) == 0
    assert _later(invitation, 1.1) == 1
    assert _later(invitation, 1) == 0
    assert _later(invitation, 6.1) == 1
    assert _later(invitation, 10.1) == 1
    assert "last mail about it" in mailoutbox[-1].body
    assert _later(invitation, 3) == 0
    assert len(mailoutbox) == 4
    assert "Ana Lima" in mailoutbox[-1].body


@pytest.mark.parametrize("how", ["accepted", "declined", "withdrawn", "archived", "not a leader any more", "suspended"])
def test_nothing_reminds_of_what_is_over(how, ana, cleo, hidden, invitation, mailoutbox):
    if how == "accepted":
        actions.accept_invitation(cleo, invitation)
    elif how == "declined":
        actions.decline_invitation(None, invitation)
    elif how == "withdrawn":
        actions.withdraw_invitation(ana, invitation)
    elif how == "archived":
        Community.objects.update(state="archived")
    elif how == "suspended":
        User.objects.filter(pk=ana.pk).update(suspended_at=timezone.now(), is_active=False)
    else:
        ana.memberships.update(role="member")
    assert _later(invitation, 5) == 0
    assert _later(invitation, 5) == 0
    assert len(mailoutbox) == 1


def test_a_mail_says_who_invites_and_what_is_there(ana, community, topic, mailoutbox):
    Community.objects.filter(pk=community.pk).update(member_count=41)
    community.refresh_from_db()
    actions.invite(ana, community, addresses=["new@example.org"], note="You would like it.")
    body = mailoutbox[0].body
    for word in ("Ana Lima invites you", "41 members", "led by Ana Lima", topic.title, "You would like it."):
        assert word in body


def test_a_mail_tells_no_titles_of_what_is_not_public(ana, hidden, mailoutbox):
    talk = hidden.topics.create(author=ana, title="The merger")
    actions.invite(ana, hidden, addresses=["new@example.org"])
    assert talk.title not in mailoutbox[0].body


def test_one_press_declines_and_looking_does_not(invitation, mailoutbox):
    address = re.search(r"<http://[^/]+(/[^>]+)>", mailoutbox[0].extra_headers["List-Unsubscribe"])[1]
    assert mailoutbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    assert "No, thank you?" in browser.get(address).text
    assert browser.head(address).status_code == 200
    invitation.refresh_from_db()
    assert invitation.is_open
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    invitation.refresh_from_db()
    assert invitation.declined_at
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "You said no" in browser.get(address).text


def test_ten_thousand_addresses_get_one_clear_sentence(ana, community, as_, mailoutbox):
    many = "\n".join(f"person{number}@example.org" for number in range(10_000))
    page = as_(ana).post("/communities/citizen-science/invite/", {"addresses": many})
    assert page.status_code == 422
    assert "These are 10,000 addresses, and up to 200 go at a time. Nothing was sent" in page.text
    assert not mailoutbox
    assert not Invitation.objects.exists()


def test_leaders_send_two_hundred_at_once(ana, community, mailoutbox, django_assert_max_num_queries):
    sent = actions.invite(ana, community, addresses=[f"p{number}@example.org" for number in range(200)])
    assert len(sent) == len(mailoutbox) == 200


def test_what_waits_is_sent_again_or_taken_back(ana, hidden, invitation, as_, mailoutbox, client):
    browser = as_(ana)
    assert "cleo-park@example.org" in browser.get("/communities/directors/invite/").text
    again = f"/communities/directors/invite/{invitation.pk}/again/"
    assert "within the last day" in browser.post(again).text
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=40))
    assert "too old by now" in browser.get("/communities/directors/invite/").text
    assert browser.post(again).status_code == 302
    assert len(mailoutbox) == 2
    invitation.refresh_from_db()
    assert invitation.is_open
    assert browser.post(f"/communities/directors/invite/{invitation.pk}/withdraw/").status_code == 302
    assert "cleo-park@example.org" not in browser.get("/communities/directors/invite/").text
    assert "answered already" in client.get(invitation.get_absolute_url()).text
    assert "taken back meanwhile" in browser.post(again).text


def test_members_look_after_their_own_invitations_alone(ana, ben, person, community, as_):
    mia = person("Mia Bell", community)
    actions.invite(ben, community, addresses=["bens@example.org"])
    actions.invite(ana, community, addresses=["anas@example.org"])
    theirs = Invitation.objects.get(address="bens@example.org")
    page = as_(ben).get("/communities/citizen-science/invite/").text
    assert "bens@example.org" in page
    assert "anas@example.org" not in page
    assert as_(mia).post(f"/communities/citizen-science/invite/{theirs.pk}/withdraw/").status_code == 404
    assert as_(ana).post(f"/communities/citizen-science/invite/{theirs.pk}/withdraw/").status_code == 302


def test_the_list_of_what_one_sent_does_not_tell_who_is_a_member(ana, ben, community, as_, mailoutbox):
    actions.invite(ben, community, addresses=[ana.email, "new@example.org"])
    page = as_(ben).get("/communities/citizen-science/invite/").text
    assert ana.email in page
    assert "new@example.org" in page
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=2))
    answers = {
        as_(ben).post(f"/communities/citizen-science/invite/{one.pk}/again/").status_code
        for one in Invitation.objects.all()
    }
    assert answers == {302}
    assert ana.email not in [address for mail in mailoutbox for address in mail.to]


def test_an_invitation_to_a_member_opens_no_way_back_in(ana, cleo, hidden, invitation):
    actions.accept_invitation(cleo, invitation)
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=2))
    actions.invite(ana, hidden, addresses=[cleo.email])
    actions.remove_member(ana, Community.objects.get(pk=hidden.pk), cleo)
    with pytest.raises(NotAllowed, match="by invitation"):
        actions.join(cleo, hidden)


@pytest.mark.parametrize("text", ["no address in it", " , ; \n"])
def test_a_text_without_an_address_is_said_so(ana, community, as_, text):
    page = as_(ana).post("/communities/citizen-science/invite/", {"addresses": text})
    assert page.status_code == 422


def test_names_around_addresses_do_no_harm(ana, community, as_, mailoutbox):
    pasted = "Cleo Park <cleo@example.org>, Max <max@example.org>;"
    as_(ana).post("/communities/citizen-science/invite/", {"addresses": pasted})
    assert sorted(mail.to[0] for mail in mailoutbox) == ["cleo@example.org", "max@example.org"]
