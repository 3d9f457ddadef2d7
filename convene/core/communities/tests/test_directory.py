"""The directory knows exactly what the rule says."""

from __future__ import annotations

import pytest

from convene.core.communities import actions
from convene.core.communities.models import Community
from convene.core.communities.queries import directory


@pytest.mark.parametrize("who", ["nobody", "ana", "ben", "cleo", "dora"])
def test_the_directory_holds_what_is_visible_and_nothing_else(
    who, ana, ben, cleo, dora, hidden, listed, community, request
):
    actor = request.getfixturevalue(who)
    assert {card.pk for card in directory(actor)} == set(
        Community.objects.visible_to(actor).values_list("pk", flat=True)
    )


def test_cards_carry_leaders_roles_and_requests_of_the_viewer(ana, ben, listed, community):
    actions.ask_to_join(ben, listed, answer="At a dome.")
    cards = {card.slug: card for card in directory(ben)}
    assert cards["citizen-science"].role == "member"
    assert cards["fundraisers"].has_asked
    assert [face.name for face in cards["fundraisers"].leaders] == ["Ana Lima"]
    assert not {card.slug: card for card in directory(ana)}["fundraisers"].has_asked


def test_the_liveliest_come_first_and_the_archived_last(ana, topic, listed, hidden):
    Community.objects.filter(pk=hidden.pk).update(state="archived")
    assert [card.slug for card in directory(ana)] == ["citizen-science", "fundraisers", "directors"]
