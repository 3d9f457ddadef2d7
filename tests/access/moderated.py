"""What moderators of a community have to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from convene.core.moderation.models import Item, Report, Standing, Undoing
from convene.core.people.models import User

if TYPE_CHECKING:
    from .world import Place, World

ITEM = {
    "moderation:item": {"decision": "approve"},
    "moderation:mend": {"title": "New", "body": "New"},
    "moderation:withdraw": {},
    "moderation:appeal": {"words": "New"},
}
SITE = {"moderation:site_policy": {"mode": "held"}, "moderation:site_words": {"pattern": "new", "does": "flag"}}
POLICY = {"moderation:policy": {"mode": "held"}, "moderation:words": {"pattern": "new", "does": "flag"}}
MODERATION = (*ITEM, *SITE, *POLICY, "moderation:report", "moderation:person", "moderation:undo", "moderation:undoing")
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def moderation(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `MODERATION`."""
    if name == "moderation:undo":
        yield reverse(name, args=["target"]), frozenset(), {"where": "public-operating", "reason": "Spam"}
        return
    if name == "moderation:undoing":
        yield reverse(name, args=[Undoing.objects.get().pk]), frozenset(), {}
        return
    if name == "moderation:person":
        yield reverse(name, args=["target"]), frozenset(), {"where": "public-operating", "mode": "held"}
        return
    if name in SITE:
        yield reverse(name), frozenset(), SITE[name]
        return
    for place in world.places:
        states = frozenset({place.community.visibility, place.community.state})
        if name in POLICY:
            yield reverse(name, args=[place.slug]), states, POLICY[name]
        elif name in ITEM:
            for state, item in place.items.items():
                yield reverse(name, args=[item.pk]), states | {f"item:{state}"}, ITEM[name]
        elif place.items:
            for state, post in place.talks[1].posts.items():
                address = reverse(name, args=["discussions.post", post.pk])
                yield address, states | {f"post:{state}"}, {"reason": "spam"}


def moderate(world: World, places: list[Place]) -> None:
    """Nobody is new, and moderators have something to look at."""
    Standing.objects.bulk_create(
        Standing(person=person, grown_at=timezone.now()) for person in User.objects.exclude(claimed_at=None)
    )
    for place in places:
        _fill(world, place)
    Undoing.objects.create(
        person=world.people["target"], community=places[0].community, by=world.people["leader"], done_at=timezone.now(),
        reason=world.secret("reason of an undoing", frozenset({"moderator", "leader", "staff"})),
    )  # fmt: skip


def _fill(world: World, place: Place) -> None:
    """A reply that waits, one that was refused, and a post that a member reported."""
    here, talk, author = place.community, place.talks[0], world.people["author"]
    decide = frozenset({"moderator", "leader", "staff"})
    known: dict[str, Any] = {
        "kind": "discussions.post", "community": here, "author": author, "place": talk.topic.group,
        "address": talk.topic.get_absolute_url(), "title": talk.topic.title,
    }  # fmt: skip
    wish = {"do": "reply", "topic": talk.topic.pk, "reply_to": None}
    for state in ("waiting", "refused"):
        word = world.secret(f"{state} reply in {here.slug}", decide | {"author"})
        place.items[state] = Item.objects.create(
            **known, cause="held", values=wish, body=word, html=f"<p>{word}</p>", state=state,
            decided_by=world.people["moderator"] if state == "refused" else None,
            decided_at=timezone.now() if state == "refused" else None,
            reason=world.secret(f"reason of a refusal in {here.slug}", decide | {"author"}),
        )  # fmt: skip
    post = talk.posts["shown"]
    place.items["reported"] = Item.objects.create(
        **known, cause="reported", key=post.key, body=post.body, html=post.html, published_at=timezone.now(),
        report_count=1,
    )  # fmt: skip
    words = world.secret(f"words of a report in {here.slug}", decide)
    Report.objects.create(item=place.items["reported"], person=world.people["member"], reason="spam", words=words)
    User.objects.filter(pk=author.pk).update(held_count=F("held_count") + 2)
