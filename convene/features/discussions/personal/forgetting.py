"""Forget somebody in discussions: their name, or their words too; what others said keeps its place and its flow."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.drafts.actions import let_all_go
from ....core.drafts.models import place_of
from ....core.people.models import How
from ..actions.carrying import FOLLOWED, locked, settle
from ..models import (
    Bookmark,
    Draft,
    Kind,
    MailHeader,
    Post,
    Reaction,
    Reading,
    Revision,
    Scheduled,
    Share,
    ShowOfHands,
    Summary,
    TitleWord,
    Topic,
)  # fmt: skip

if TYPE_CHECKING:
    from ....core.people.models import User

AT_ONCE = 200  # topics that are settled together


def forget(person: User, how: How) -> None:
    """Nothing says any more what they read and began; their name goes, or their words, as they chose."""
    followed = Reading.objects.filter(person=person, follow__in=FOLLOWED)
    Topic.objects.filter(pk__in=followed.values("topic")).update(
        follower_count=F("follower_count") - 1, version=F("version") + 1
    )
    Reading.objects.filter(person=person).delete()
    Draft.objects.filter(person=person).delete()
    Scheduled.objects.filter(person=person).delete()
    Bookmark.objects.filter(person=person).delete()
    Share.objects.filter(by=person).update(by=None)
    _forget_origin(person)
    if how == How.KEEP:
        return
    touched = sorted({*_had_a_part(person), *_take_back_reactions(person)})
    if how == How.REMOVE:
        _remove_words(person)
    Post.objects.filter(author=person).update(author=None)
    Topic.objects.filter(author=person).update(author=None)
    Topic.objects.filter(last_author=person).update(last_author=None)
    _settle(touched)


def _had_a_part(person: User) -> set[int]:
    posts, summaries = Post.objects.filter(author=person), Summary.objects.filter(author=person)
    topics = Topic.objects.filter(Q(author=person) | Q(last_author=person))
    theirs = {*posts.values_list("topic", flat=True), *summaries.values_list("topic", flat=True)}
    return theirs.union(topics.values_list("pk", flat=True))


def _take_back_reactions(person: User) -> set[int]:
    given = list(Reaction.objects.filter(person=person).select_related("post"))
    for one in given:
        post = Post.objects.select_for_update().only("pk", "reactions").get(pk=one.post_id)
        post.reactions = {kind: n for kind, n in post.reactions.items() if kind != one.kind or n > 1} | (
            {one.kind: post.reactions[one.kind] - 1} if post.reactions.get(one.kind, 0) > 1 else {}
        )
        post.save(update_fields=["reactions"])
    Reaction.objects.filter(person=person).delete()
    return {one.post.topic_id for one in given}


def _forget_origin(person: User) -> None:
    """The digest of the address that a mail came from could be compared with that of an address one knows."""
    for header in MailHeader.objects.filter(post__author=person).only("pk"):
        MailHeader.objects.filter(pk=header.pk).update(author=secrets.token_bytes(16))


def _remove_words(person: User) -> None:
    """Replies are taken down; a first post stays and says so, because what others answered hangs on it."""
    posts, now = Post.objects.filter(author=person), timezone.now()
    MailHeader.objects.filter(post__author=person).update(title="", subject=None)
    let_all_go([place_of(post) for post in posts.only("pk")])  # of others who began to word them better
    Revision.objects.filter(post__author=person).delete()
    ShowOfHands.objects.filter(post__author=person).delete()
    Summary.objects.filter(author=person).delete()
    posts.exclude(number=1).filter(hidden_at=None).update(hidden_at=now)
    posts.update(body="", html="", edited_at=None)
    begun = Topic.objects.filter(author=person)
    TitleWord.objects.filter(topic__in=begun.values("pk")).delete()
    begun.update(title=_("Removed by its author"), excerpt="")
    begun.filter(kind=Kind.QUESTION, closed_at=None).update(closed_at=now)
    answered = Post.objects.filter(topic__in=begun.values("pk"), hidden_at=None).exclude(author=person)
    begun.filter(hidden_at=None).exclude(pk__in=answered.values("topic")).update(hidden_at=now)


def _settle(topics: Sequence[int]) -> None:
    """Count again what lists need to know."""
    for start in range(0, len(topics), AT_ONCE):
        settle(*locked(*Topic.objects.filter(pk__in=topics[start : start + AT_ONCE])))
