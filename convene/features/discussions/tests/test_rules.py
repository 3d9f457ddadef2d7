"""Who may do what, by table."""

from __future__ import annotations

import pytest

from convene.features.discussions import actions, rules
from convene.features.discussions.models import Post, Topic

#          start  reply  edit   accept close  react
TABLE = {
    "ana": (True, True, True, True, True, True),  # leads the community
    "ben": (True, True, True, True, False, False),  # member, and the author
    "eve": (True, True, False, False, False, True),  # member
    "cleo": (False, False, False, False, False, False),  # signed in, not a member
    "dora": (False, False, True, True, True, False),  # staff keep order, and join to take part
    "nobody": (False, False, False, False, False, False),
}


@pytest.fixture
def eve(person, community):
    return person("Eve Ito", community)


@pytest.mark.parametrize("who", TABLE)
def test_who_may_do_what_in_a_discussion(who, topic, community, request):
    actor = request.getfixturevalue(who)
    post = topic.posts.get()
    rulings = (
        rules.may_start(actor, community), rules.may_reply(actor, topic), rules.may_edit(actor, post),
        rules.may_accept(actor, topic), rules.may_close(actor, topic), rules.may_react(actor, post),
    )  # fmt: skip
    assert tuple(map(bool, rulings)) == TABLE[who]
    assert all(ruling.reason.endswith((".", "!")) for ruling in rulings if not ruling)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("ana", {"public", "listed", "hidden"}),
        ("ben", {"public"}),
        ("cleo", {"public"}),
        ("dora", {"public", "listed", "hidden"}),
        ("nobody", {"public"}),
    ],
)
def test_who_sees_what(who, sees, ana, community, listed, hidden, request):
    for place in (community, listed, hidden):
        actions.start(ana, place, title=place.visibility, body="Words.")
    actor = request.getfixturevalue(who)
    assert set(Topic.objects.visible_to(actor).values_list("title", flat=True)) == sees
    assert set(Post.objects.visible_to(actor).values_list("topic__title", flat=True)) == sees
