"""Invitations that were taken back, answered under another address, or are too old."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.communities import actions
from convene.core.communities.models import Community, Invitation
from convene.lib.errors import NotAllowed


@pytest.fixture(autouse=True)
def _mails(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def invitation(ana, hidden):
    return actions.invite(ana, hidden, addresses=["cleo-park@example.org"])[0]


def test_taking_back_and_inviting_again_mails_nobody_over_and_over(ben, community, as_, mailoutbox):
    for _time in range(4):
        actions.invite(ben, community, addresses=["new@example.org"])
        actions.withdraw_invitation(ben, Invitation.objects.get())
    actions.invite(ben, community, addresses=["new@example.org"])
    assert len(mailoutbox) == 1
    assert Invitation.objects.get().is_open
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=2), withdrawn_at=timezone.now())
    actions.invite(ben, community, addresses=["new@example.org"])
    assert len(mailoutbox) == 2


def test_an_invitation_to_another_address_of_theirs_opens_no_way_back_in(ana, cleo, hidden, invitation):
    cleo.emailaddress_set.create(email="cleo@elsewhere.example.org", verified=True)
    (other,) = actions.invite(ana, hidden, addresses=["cleo@elsewhere.example.org"])
    actions.accept_invitation(cleo, invitation)
    actions.remove_member(ana, Community.objects.get(pk=hidden.pk), cleo)
    with pytest.raises(NotAllowed, match="answered already"):
        actions.accept_invitation(cleo, Invitation.objects.get(pk=other.pk))


@pytest.mark.parametrize("over", ["withdrawn", "too old"])
def test_the_link_of_an_invitation_that_is_over_tells_nothing_of_a_hidden_community(
    over, ana, hidden, invitation, as_, client
):
    if over == "withdrawn":
        actions.withdraw_invitation(ana, invitation)
    Invitation.objects.update(invited_at=timezone.now() - dt.timedelta(days=40))
    actions.edit(ana, hidden, name="Directors Anew", purpose="Who goes, who stays.")
    for address in (invitation.get_absolute_url(), invitation.get_decline_url()):
        page = client.get(address).text
        assert "answered already" in page
        for secret in ("Directors", "Who goes", "Ana Lima"):
            assert secret not in page
    assert "Who goes" in as_(ana).get(invitation.get_absolute_url()).text
