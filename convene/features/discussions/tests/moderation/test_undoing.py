"""Everything of one account is taken down in one step, and exactly that comes back."""

from __future__ import annotations

import pytest

from convene.core.moderation import actions
from convene.core.moderation.models import Item, Standing
from convene.core.moderation.tasks import bring_all_back, take_all_down
from convene.features.discussions.actions import hide_post, reply, start
from convene.features.discussions.models import Post, Topic
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def spammer(person, community, topic):
    """Somebody who has begun a topic, replied thirty times, and took one of it back."""
    user = person("Sal Spam", community)
    start(user, community, title="Buy", body="Buy.")
    posts = [reply(user, topic, body=f"Buy {n}.") for n in range(30)]
    hide_post(user, posts[0])
    return user


def shown(user):
    return Post.objects.filter(author=user, hidden_at=None, topic__hidden_at=None).count()


def test_all_is_taken_down_and_exactly_that_comes_back(ana, ben, mona, spammer, community, topic):
    reply(ben, Topic.objects.get(title="Buy"), body="No thanks.")
    assert shown(spammer) == 30
    undoing = actions.undo_account(mona, spammer, community, reason="Spam")
    assert take_all_down.call(undoing.pk) == 30
    assert take_all_down.call(undoing.pk) == 0
    assert shown(spammer) == 0
    assert Post.objects.filter(author=ben, hidden_at=None, topic=topic).count() == 1
    topic.refresh_from_db()
    assert topic.post_count == 1
    assert isinstance(reply(spammer, topic, body="Again."), Item)
    undoing.refresh_from_db()
    actions.reverse_undoing(ana, undoing)
    bring_all_back.call(undoing.pk)
    bring_all_back.call(undoing.pk)
    assert shown(spammer) == 30
    assert not Standing.objects.get(person=spammer, community=community).mode
    with pytest.raises(NotPossible, match="already"):
        actions.reverse_undoing(ana, undoing)


def test_staff_does_it_everywhere_and_suspends(dora, spammer, topic):
    undoing = actions.undo_account(dora, spammer, None, reason="Spam")
    take_all_down.call(undoing.pk)
    spammer.refresh_from_db()
    assert spammer.suspended_at
    assert spammer.suspended_because == "Spam"
    undoing.refresh_from_db()
    actions.reverse_undoing(dora, undoing)
    spammer.refresh_from_db()
    assert not spammer.suspended_at


def test_what_waits_is_refused_with_the_rest(mona, spammer, community, topic):
    actions.set_person(mona, spammer, community, mode="held")
    item = reply(spammer, topic, body="Buy more.")
    actions.undo_account(mona, spammer, community, reason="Spam")
    item.refresh_from_db()
    assert (item.state, item.reason) == ("refused", "Spam")


def test_moderators_do_it_in_their_community_alone_and_never_to_each_other(
    ana, ben, cleo, mona, dora, spammer, community, listed
):
    for actor, who, where in (
        (mona, spammer, None),
        (mona, spammer, listed),
        (cleo, spammer, community),
        (mona, ana, community),
        (ana, dora, community),
        (ben, ben, community),
    ):
        with pytest.raises(NotAllowed):
            actions.undo_account(actor, who, where, reason="Spam")
    with pytest.raises(NotPossible):
        actions.undo_account(mona, spammer, community, reason=" ")


def test_the_pages_say_how_far_it_is(as_, mona, cleo, spammer, community):
    address = "/moderation/people/sal-spam/undo/"
    assert as_(mona).post(address, {"where": community.slug}).status_code == 422
    step = as_(mona).post(address, {"where": community.slug, "reason": "Spam"}).url
    assert "It is being done" in as_(mona).get(step).text
    assert as_(mona).post(step).status_code == 422
    take_all_down.call(int(step.split("/")[-2]))
    assert "30 of 30" in as_(mona).get(step).text
    assert "everything that you wrote in Citizen Science: Spam" in as_(spammer).get("/notifications/").text
    assert as_(spammer).get(step).status_code == 200
    assert as_(spammer).post(step).status_code == 403
    assert as_(mona).post(step).status_code == 302
    assert "is back" in as_(spammer).get("/notifications/").text
    assert as_(cleo).get(step).status_code == 404
