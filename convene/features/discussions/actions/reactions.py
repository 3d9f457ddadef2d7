"""React to a post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import REACTIONS, Post, Reaction, Topic

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def react(actor: User, post: Post, *, kind: str) -> Post:
    """Add a reaction; a second one of the same kind changes nothing."""
    if kind not in REACTIONS:
        raise NotPossible(_("There is no such reaction."))
    post = Post.objects.held(post.pk)
    require(rules.may_react(actor, post))
    _row, is_new = Reaction.objects.get_or_create(post=post, person=actor, kind=kind)
    if is_new:
        _count(post, kind, +1)
        record(
            actor,
            "discussions.reacted",
            post,
            community=post.topic.community,
            facts={"topic": post.topic_id, "kind": kind},
        )
    return post


@transaction.atomic
def take_back_reaction(actor: User, post: Post, *, kind: str) -> Post:
    """Take a reaction back; nothing changes where there was none."""
    post = Post.objects.held(post.pk)
    require(rules.may_react(actor, post))
    gone, _rows = Reaction.objects.filter(post=post, person=actor, kind=kind).delete()
    if gone:
        _count(post, kind, -1)
        record(
            actor,
            "discussions.unreacted",
            post,
            community=post.topic.community,
            facts={"topic": post.topic_id, "kind": kind},
        )
    return post


def _count(post: Post, kind: str, change: int) -> None:
    number = post.reactions.get(kind, 0) + change
    post.reactions = {key: n for key, n in {**post.reactions, kind: number}.items() if n > 0}
    post.save(update_fields=["reactions"])
    Topic.objects.filter(pk=post.topic_id).update(version=F("version") + 1)
