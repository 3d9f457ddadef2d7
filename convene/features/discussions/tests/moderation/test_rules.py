"""What is in force: the person's word before the community's, the community's before the site's."""

from __future__ import annotations

import pytest

from convene.core.communities.models import Membership
from convene.core.moderation import actions, rules
from convene.core.moderation.queries.policy import InForce, combined, mode_for
from convene.core.moderation.queries.queue import queue
from convene.features.discussions.actions import reply
from convene.features.discussions.moderated import POSTS
from convene.lib.errors import NotAllowed, NotPossible


@pytest.mark.parametrize("person", ["", "held", "trusted"])
@pytest.mark.parametrize("community", [None, "none", "reported", "held"])
@pytest.mark.parametrize("site", [None, "none", "reported", "held"])
def test_the_nearer_word_goes_first(person, community, site):
    expected = {"held": "held", "trusted": "none"}.get(person) or community or site or "reported"
    assert mode_for(person, community, site) == expected


def test_each_number_of_a_policy_is_taken_from_the_nearest_that_says_it():
    found = combined({"mode": None, "hide_after": 1, "links": 0}, {"mode": "held", "hide_after": 9, "files": 7})
    assert (found.mode, found.hide_after, found.links, found.files) == ("held", 1, 0, 7)
    assert found.days == InForce().days


def test_leaders_set_their_community_and_staff_the_site(ana, ben, dora, mona, community):
    assert rules.may_set_policy(ana, community)
    assert rules.may_set_policy(dora, None)
    for person, place in ((ben, community), (mona, community), (ana, None)):
        with pytest.raises(NotAllowed):
            actions.set_policy(person, place, mode="held")


def test_a_person_is_set_by_those_who_keep_order_there_and_never_by_themselves(ana, ben, cleo, dora, mona, community):
    for actor, place, ok in (
        (mona, community, 1),
        (ana, community, 1),
        (ana, None, 0),
        (dora, None, 1),
        (cleo, community, 0),
    ):
        assert bool(rules.may_set_person(actor, ben, place)) == bool(ok), (actor, place)
    assert not rules.may_set_person(mona, mona, community)


def test_moderators_see_the_queue_of_their_own_communities(ana, ben, cleo, dora, mona, person, topic, listed):
    report = actions.report(cleo, POSTS.find(cleo, topic.posts.get().pk), reason="spam")
    stranger = person("Otto Elsewhere", listed, role="leader")
    for viewer, sees in ((mona, True), (ana, True), (dora, True), (stranger, False), (ben, False), (cleo, False)):
        assert (report.item in queue(viewer, "waiting")) == sees, viewer
    Membership.objects.filter(person=mona).update(role="member")
    assert report.item not in queue(mona, "waiting")


def test_nobody_decides_about_what_they_wrote(mona, cleo, topic):
    post = reply(mona, topic, body="Mine.")
    item = actions.report(cleo, POSTS.find(cleo, post.pk), reason="spam").item
    with pytest.raises(NotAllowed, match="wrote this yourself"):
        actions.approve(mona, item)


def test_a_policy_that_makes_no_sense_is_refused(ana, community):
    with pytest.raises(NotPossible):
        actions.set_policy(ana, community, mode="sometimes")
    with pytest.raises(NotPossible):
        actions.set_policy(ana, community, mode="reported", hide_after=0)
