"""Open a first post to all members, and let no editor lose what another wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from .order import set_topic
from .writing import readers_of, without_muted

if TYPE_CHECKING:
    from ....core.people.models import User
    from ..models import Post, Topic


@transaction.atomic
def wiki(actor: User, topic: Topic) -> None:
    """Let any member edit the first post."""
    require(rules.may_wiki(actor, topic))
    set_topic(topic, wiki_at=timezone.now())
    record(actor, "discussions.wiki_opened", topic, community=topic.community)


@transaction.atomic
def unwiki(actor: User, topic: Topic) -> None:
    """Leave the first post to its author again."""
    require(rules.may_wiki(actor, topic))
    set_topic(topic, wiki_at=None)
    record(actor, "discussions.wiki_closed", topic, community=topic.community)


def same_as(post: Post, upon: str) -> None:
    """Go on when the post says what its editor began with. raises: NotPossible."""
    if upon and upon != post.wording:
        raise NotPossible(
            _("Somebody else changed this post while you were writing. Below you see what they changed, and your text.")
        )


def author_told(actor: User, post: Post) -> list[User]:
    """The author, where somebody else edits what they wrote and they may still read it."""
    if post.author_id in {None, actor.pk}:
        return []
    return list(without_muted(readers_of(*post.topic.places).filter(pk=post.author_id), post.topic_id))
