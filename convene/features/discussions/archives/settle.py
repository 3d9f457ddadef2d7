"""Keep imported topics in order when more of an archive comes: join, number by time, count."""

from __future__ import annotations

from django.db.models import F, Max

from ....lib.text import excerpt
from ..models import MailId, MailSubject, Reading, Topic

ASIDE = 1_000_000_000  # no post keeps a number above; on the way to its new one it may have it
IN_TRANSIT = 2 * ASIDE


def can_be_joined(topic: Topic) -> bool:
    """Whether nobody can know the topic's posts by their numbers yet: no member has read or written in it."""
    return not Reading.objects.filter(topic=topic).exists() and not topic.posts.filter(is_imported=False).exists()


def join(other: Topic, into: Topic) -> None:
    """Move everything of one topic into another; `settle` numbers it."""
    highest = into.posts.aggregate(most=Max("number"))["most"] or 0
    other.posts.update(topic=into, number=F("number") + max(highest, IN_TRANSIT))
    MailId.objects.filter(topic=other).update(topic=into)
    known = MailSubject.objects.filter(topic=into).values_list("digest", flat=True)
    MailSubject.objects.filter(topic=other).exclude(digest__in=list(known)).update(topic=into)
    other.delete()


def settle(topic: Topic) -> None:
    """Number the posts by time, those that have their numbers for good first, and take the topic's counts anew."""
    if can_be_joined(topic):
        topic.posts.filter(number__lt=ASIDE).update(number=F("number") + ASIDE)
    posts = list(topic.posts.select_related("author"))
    kept = [post for post in posts if post.number < ASIDE]
    coming = sorted((post for post in posts if post.number >= ASIDE), key=lambda post: (post.created_at, post.pk))
    for number, post in enumerate(coming, max((post.number for post in kept), default=0) + 1):
        post.number = number
    topic.posts.bulk_update(coming, ["number"], batch_size=500)
    shown = sorted((post for post in posts if post.hidden_at is None), key=lambda post: post.created_at)
    opening = min(posts, key=lambda post: post.number)
    Topic.objects.filter(pk=topic.pk).update(
        author=opening.author,
        excerpt=excerpt(opening.html)[:240],
        created_at=opening.created_at,
        last_post_at=shown[-1].created_at if shown else opening.created_at,
        last_author=shown[-1].author if shown else opening.author,
        last_number=max(post.number for post in posts),
        post_count=len(shown),
        people_count=len({post.author_id for post in posts}),
        version=F("version") + 1,
    )
