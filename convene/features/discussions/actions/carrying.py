"""Carry posts from one topic to another with all that belongs to them, and tell whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.ledger.models import Entry
from ....core.notifications.actions import notify, regroup
from ....core.people.models import User
from ..models import Follow, MailId, MovedPost, Post, Reading, ShowOfHands, Topic
from .bookmarks import mark_bookmarks
from .gaps import count_gaps
from .guests import follow_topics, recount_guests, shares_of
from .order import recount
from .writing import readers_of

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

FOLLOWED = (Follow.WATCHING, Follow.TRACKING)
CLOSER = {Follow.NORMAL: 0, Follow.TRACKING: 1, Follow.WATCHING: 2}


def locked(*topics: Topic) -> list[Topic]:
    """The topics as they are now, which nobody else changes until the end of the transaction.

    They are read after they are locked: PostgreSQL leaves out of a join a row whose community changed while it waited.
    """
    rows = Topic.objects.filter(pk__in=[topic.pk for topic in topics])
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    found = {topic.pk: topic for topic in rows.select_related("community")}
    return [found[topic.pk] for topic in topics]


def concerned(topics: Sequence[Topic], posts: QuerySet[Post]) -> QuerySet[User]:
    """Who follows these topics or wrote these posts, but for those who muted them."""
    mine = Reading.objects.filter(topic__in=topics)
    follow, mute = mine.filter(follow__in=FOLLOWED), mine.filter(follow=Follow.MUTED)
    wrote = Q(pk__in=posts.order_by().values("author"))
    people = User.objects.filter(Q(pk__in=follow.values("person")) | wrote, is_active=True, suspended_at=None)
    return people.exclude(claimed_at=None).exclude(pk__in=mute.values("person"))


def carry(actor: User, posts: Sequence[Post], source: Topic, target: Topic) -> None:
    """Give posts, in the order of their numbers, a place at the end of another topic; both topics are locked."""
    before, old = target.last_number, [post.number for post in posts]
    MovedPost.objects.bulk_create(
        [MovedPost(topic=source, number=post.number, post=post, by=actor) for post in posts], batch_size=500
    )
    for number, post in enumerate(posts, before + 1):
        post.topic, post.number = target, number
    Post.objects.bulk_update(posts, ["topic", "number"], batch_size=200)
    arrived = Post.objects.filter(topic=target, number__gt=before)
    Post.objects.filter(topic=target, reply_to__topic=source).update(reply_to=None)
    Post.objects.filter(topic=source, reply_to__topic=target).update(reply_to=None)
    MailId.objects.filter(post__in=arrived).update(topic=target)
    target.last_number = before + len(posts)
    Topic.objects.filter(pk=target.pk).update(last_number=target.last_number)
    Topic.objects.filter(pk=source.pk).update(moved_count=F("moved_count") + len(posts))
    _bring_readers(source, target, old, before)
    mark_bookmarks(source, target)
    count_gaps(Reading.objects.filter(topic__in=(source, target)))


def _bring_readers(source: Topic, target: Topic, old: Sequence[int], before: int) -> None:
    """What somebody has read stays read, whoever followed follows on, and whoever wrote has written."""
    arrived = Post.objects.filter(topic=target, number__gt=before).order_by()
    left = Post.objects.filter(topic=source).order_by()
    wrote = set(arrived.values_list("author", flat=True))
    remain, highest = set(left.values_list("author", flat=True)), left.aggregate(most=Max("number"))["most"] or 0
    readings = list(Reading.objects.select_for_update().filter(topic__in=(source, target)).order_by("pk"))
    there = {one.person_id: one for one in readings if one.topic_id == target.pk}
    here = [one for one in readings if one.topic_id == source.pk]
    may_read = set(readers_of(*target.places).filter(readings__topic=source).values_list("pk", flat=True))
    fresh, changed = [], []
    for mine in here:
        read = sum(1 for number in old if number <= mine.upto)
        follow = Follow(mine.follow) if mine.person_id in may_read else Follow.NORMAL
        theirs = there.get(mine.person_id)
        if theirs is None:
            if before == 0 or mine.person_id in wrote or follow in FOLLOWED:
                fresh.append(Reading(
                    topic=target, person_id=mine.person_id, upto=0 if before else read, at=mine.at,
                    follow=follow if before == 0 or follow in FOLLOWED else Follow.NORMAL,
                    has_written=mine.person_id in wrote,
                ))  # fmt: skip
        else:
            if theirs.upto >= before:
                theirs.upto = before + read
            if theirs.follow != Follow.MUTED and CLOSER.get(follow, 0) > CLOSER[Follow(theirs.follow)]:
                theirs.follow = follow
            theirs.has_written |= mine.person_id in wrote
            changed.append(theirs)
        mine.has_written = mine.has_written and mine.person_id in remain
        if mine.upto >= highest:
            mine.upto = source.last_number
    Reading.objects.bulk_create(fresh, batch_size=500)
    Reading.objects.bulk_update(changed, ["upto", "follow", "has_written"], batch_size=200)
    Reading.objects.bulk_update(here, ["upto", "has_written"], batch_size=200)


def settle(*topics: Topic, left: Community | None = None) -> None:
    """Take the counts of topics, then of their communities and of one that was left, from what stands in them."""
    for topic in topics:
        posts = Post.objects.filter(topic=topic).order_by()
        shown = posts.filter(hidden_at=None)
        last = shown.order_by("-created_at", "-number").values_list("created_at", "author_id").first()
        keeps_answer = topic.accepted_post_id and shown.filter(pk=topic.accepted_post_id).exists()
        Topic.objects.filter(pk=topic.pk).update(
            post_count=shown.count(),
            people_count=posts.aggregate(people=Count("author", distinct=True))["people"],
            hands_count=ShowOfHands.objects.filter(post__topic=topic).count(),
            follower_count=Reading.objects.filter(topic=topic, follow__in=FOLLOWED).count(),
            last_post_at=last[0] if last else topic.created_at,
            last_author=last[1] if last else None,
            accepted_post=topic.accepted_post_id if keeps_answer else None,
            accepted_at=topic.accepted_at if keeps_answer else None,
            version=F("version") + 1,
        )
        topic.refresh_from_db()
    follow_topics(*topics)
    homes = {topic.community_id for topic in topics} | ({left.pk} if left else set())
    others = set(shares_of(*topics).values_list("community", flat=True))
    for community in Community.objects.select_for_update(no_key=True).filter(pk__in=homes | others).order_by("pk"):
        if community.pk in homes:
            recount(community)
    recount_guests(homes | others)


def tell(
    actor: User, verb: str, subject: Model, target: Topic, people: Sequence[User], was: Community, facts: dict[str, int]
) -> None:
    """Tell each once where things are now, or, who may not read there, that they are gone.

    People come after topics and communities, as where somebody replies, so that nobody waits for another in a ring.
    """
    moved = Post.objects.filter(topic=target, addresses__isnull=False).values("pk")
    regroup(Entry.objects.filter(subject_kind="discussions.post", subject_id__in=moved), target.group)
    entry = record(actor, verb, subject, community=target.community, facts=facts)
    known = set(readers_of(*target.places).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True))
    notify(entry, [one for one in people if one.pk in known or one.is_staff], reason="moved", group=target.group)
    lost = [one for one in people if one.pk not in known and not one.is_staff]
    if lost:
        gone = record(actor, "discussions.moved_away", was, community=was, facts=facts)
        notify(gone, lost, reason="moved", group=was.group)
