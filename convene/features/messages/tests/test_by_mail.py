"""A first message comes by mail too, and no address is shown without its owner's yes."""

from __future__ import annotations

import pytest

from convene.core.contact import actions as contact
from convene.core.contact.models import Introduced
from convene.core.contact.queries import recipients
from convene.core.contact.rules import may_write_to

from .. import actions


def test_a_first_message_comes_by_mail_and_shows_no_address(ana, ben, mailoutbox):
    talk = actions.start(ben, [ana], body="May I *borrow* your sensors?").conversation
    actions.write(ben, talk, body="On Friday.")
    (mail,) = mailoutbox
    assert mail.to == [ana.email]
    assert mail.subject == "Ben Osei wrote to you"
    assert "May I *borrow* your sensors?" in mail.body
    assert f"/messages/{talk.pk}/" in mail.body
    assert "Reply-To" not in mail.extra_headers
    assert ben.email not in str(mail.message())


def test_whoever_says_so_is_answered_at_their_own_address(ana, ben, as_, mailoutbox):
    browser = as_(ben)
    assert f"your address ({ben.email}) is shown to nobody" in browser.get("/messages/new/?to=ana-lima").text
    browser.post("/messages/new/", {"to": "@ana-lima", "body": "Hello", "with_address": "on"})
    (mail,) = mailoutbox
    assert mail.extra_headers["Reply-To"] == ben.email
    assert ben.email in mail.body
    assert ana.email not in browser.get("/messages/").text


def test_whoever_wants_no_mail_hears_at_the_bell_alone(ana, ben, as_, mailoutbox):
    browser = as_(ana)
    assert browser.post("/messages/settings/", {"accepts": "everybody"}).status_code == 302
    actions.start(ben, [ana], body="Hello")
    ana.refresh_from_db()
    assert (mailoutbox, ana.unread_notifications) == ([], 1)


@pytest.mark.parametrize(("who", "may"), [("neither", False), ("introduced", True), ("blocked", False)])
def test_two_who_were_introduced_write_to_each_other_until_one_blocks_the_other(who, may, ana, cleo):
    contact.accept_from(ana, accepts="communities")
    if who != "neither":
        contact.introduce(ana, cleo)
    if who == "blocked":
        contact.block(ana, cleo)
        contact.unblock(ana, cleo)
    (ana_now,) = recipients(cleo, [ana])
    assert bool(may_write_to(cleo, ana_now)) is may
    assert Introduced.objects.count() == 2 * may
