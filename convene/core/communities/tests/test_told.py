"""What people are told of communities, and when they have seen it."""

from __future__ import annotations

from convene.core.communities import actions
from convene.core.ledger.actions import record
from convene.core.notifications.actions import notify
from convene.core.people.models import User


def bell(person):
    return User.objects.get(pk=person.pk).unread_notifications


def test_opening_what_it_is_about_marks_it_read(ana, cleo, listed, as_):
    request = actions.ask_to_join(cleo, listed, answer="At a dome.")
    assert "would like to join Fundraisers" in as_(ana).get("/notifications/").text
    assert bell(ana) == 1
    as_(ana).get("/communities/fundraisers/requests/")
    assert bell(ana) == 0
    actions.refuse_request(ana, request, reason="This is for fundraisers.")
    assert "not accepted: This is for fundraisers." in as_(cleo).get("/notifications/").text


def test_what_one_can_no_longer_see_is_left_out_and_not_counted(ana, hidden, person, as_):
    member = person("Mia Bell", hidden)
    entry = record(ana, "communities.edited", hidden, community=hidden)
    notify(entry, [member], reason="watching", group=hidden.group)
    assert "Directors" in as_(member).get("/notifications/").text
    actions.remove_member(ana, hidden, member)
    assert bell(member) == 1
    page = as_(member).get("/notifications/")
    assert "Directors" not in page.text
    assert bell(member) == 0
