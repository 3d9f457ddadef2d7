"""Topics of the small site that other communities show as well: to everybody, to their members, or no more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from convene.core.communities.models import Community, Membership
from convene.features.discussions.actions.guests import recount_guests
from convene.features.discussions.models import Attachment, Post, Share, ShowOfHands, Topic

from .roles import INSIDE, ROLES
from .world import Place, Talk

if TYPE_CHECKING:
    from .world import World

OWN = frozenset({*INSIDE, "staff"})  # who reads them at home, where that is not public
EVERYBODY = frozenset(ROLES)


@dataclass
class Shared:
    """A shared topic, and who may read it."""

    place: Place
    talk: Talk
    readers: frozenset[str]

    @property
    def address(self) -> str:
        return self.talk.topic.get_absolute_url()


def share_topics(world: World) -> dict[str, Shared]:
    """Topics shared with the public community that `elsewhere` leads and with one on request, where they belong, too."""
    public = world.elsewhere
    listed = Community.objects.create(
        slug="neighbours", name="Neighbours", line="Next door", state="operating", visibility="listed",
        join_policy="request",
    )  # fmt: skip
    Membership.objects.create(person=world.people["elsewhere"], community=listed)
    hidden = world.place("hidden").community
    found = {
        "with everybody": _shared(world, "listed", public, "everyone", EVERYBODY),
        "with members": _shared(world, "listed", listed, "members", OWN | {"elsewhere"}),
        "by a public one": _shared(world, "public", listed, "", EVERYBODY),
        "with members of what is public now": _shared(world, "listed", public, "members", OWN),
        "with what is hidden now": _shared(world, "listed", hidden, "members", OWN),
        "by what is hidden now": _shared(world, "hidden", public, "everyone", OWN),
        "and taken out": _shared(world, "listed", public, "everyone", OWN, is_refused=True),
    }
    recount_guests([public.pk, listed.pk, hidden.pk])
    return found


def _shared(
    world: World, home: str, other: Community, reach: str, who: frozenset[str], *, is_refused: bool = False
) -> Shared:
    place, author, now = world.place(home), world.people["author"], timezone.now()
    here = place.community
    where = f"a topic of {here.slug} shared with {other.slug}, reach “{reach}”{', taken out' * is_refused}"
    topic = Topic.objects.create(
        community=here, author=author, kind="question", title=f"Title {world.secret(f'title of {where}', who)}",
        excerpt=world.secret(f"excerpt of {where}", who), last_author=author, last_number=3, post_count=2, people_count=1,
        share_count=int(not is_refused), hands_count=2,
    )  # fmt: skip
    talk = Talk(topic, "open")
    for number, state in enumerate(("first", "shown", "taken-down"), start=1):
        seen = frozenset[str]() if state == "taken-down" else who
        word = world.secret(f"post {number} of {where}", seen)
        post = Post.objects.create(
            topic=topic, number=number, author=author, body=word, html=f"<p>{word}</p>", key=uuid.uuid4(),
            hidden_at=now if state == "taken-down" else None,
        )  # fmt: skip
        talk.files[state] = world.file(world.secret(f"file of post {number} of {where}", seen | {"author", "staff"}))
        Attachment.objects.create(post=post, file=talk.files[state])
        if number > 1:
            talk.posts[state] = post
            asked = world.secret(f"question of a show of hands in post {number} of {where}", seen)
            ShowOfHands.objects.create(post=post, question=asked, options=["Yes", "No"], counts=[0, 0], is_named=True)
    Share.objects.create(
        topic=topic, home=here, community=other, by=world.people["leader"], reach=reach, last_post_at=topic.last_post_at,
        refused_at=now if is_refused else None,
    )  # fmt: skip
    counted = Community.objects.filter(pk=here.pk)
    counted.update(topic_count=F("topic_count") + 1, post_count=F("post_count") + 2)
    return Shared(Place(here, [talk]), talk, who)
