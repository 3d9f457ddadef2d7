"""What has to be true of a site's tables whatever happened to its processes: kept counts are what counting gives."""

from __future__ import annotations

from django.db import connections
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.features.discussions.models import MovedPost, Post, Reading, Topic


def lies(using: str = "site") -> list[str]:
    """Every count that is not what counting gives, every hole, and every reference to what is not there."""
    found = [f"topic {row}" for row in _topics(using)] + [f"community {row}" for row in _communities(using)]
    found += [f"post {pk} has no line in the ledger" for pk in _unrecorded(using)]
    found += [f"gaps before {row}" for row in _readings(using)]
    found += [f"unread notifications of {row}" for row in _people(using)]
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            found += [f"integrity: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            found += [f"a reference to what is not there: {row}" for row in cursor.fetchall()]
    return found


def _counted(rows: object, what: object) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("of").annotate(n=what).values("n")), 0)  # type: ignore[attr-defined]


def _topics(using: str) -> list[object]:
    posts = Post.objects.filter(topic=OuterRef("pk")).values(of=F("topic"))
    moved = MovedPost.objects.filter(topic=OuterRef("pk")).values(of=F("topic"))
    following = Reading.objects.filter(topic=OuterRef("pk"), follow__in=("tracking", "watching"))
    topics = Topic.objects.using(using).annotate(
        is_posts=_counted(posts, Count("pk")), is_last=_counted(posts, Max("number")),
        is_moved=_counted(moved, Count("pk")),
        is_people=_counted(posts, Count("author", distinct=True)),
        is_followers=_counted(following.values(of=F("topic")), Count("pk")),
    )  # fmt: skip
    wrong = ~Q(post_count=F("is_posts")) | Q(last_number__lt=F("is_last")) | ~Q(people_count=F("is_people"))
    wrong |= ~Q(follower_count=F("is_followers")) | ~Q(last_number=F("is_posts") + F("is_moved"))
    shown = ("pk", "post_count", "is_posts", "last_number", "is_last", "people_count", "is_people")
    return list(topics.filter(wrong).values_list(*shown, "follower_count", "is_followers"))


def _communities(using: str) -> list[object]:
    topics = Topic.objects.filter(community=OuterRef("pk"), hidden_at=None).values(of=F("community"))
    posts = Post.objects.filter(topic__community=OuterRef("pk"), topic__hidden_at=None).values(of=F("topic__community"))
    open_questions = topics.filter(kind="question", post_count=1)
    communities = Community.objects.using(using).annotate(
        is_topics=_counted(topics, Count("pk")), is_posts=_counted(posts, Count("pk")),
        is_unanswered=_counted(open_questions, Count("pk")),
    )  # fmt: skip
    wrong = ~Q(topic_count=F("is_topics")) | ~Q(post_count=F("is_posts")) | ~Q(unanswered_count=F("is_unanswered"))
    shown = ("slug", "topic_count", "is_topics", "post_count", "is_posts", "unanswered_count", "is_unanswered")
    return list(communities.filter(wrong).values_list(*shown))


def _unrecorded(using: str) -> list[int]:
    replies = Entry.objects.using(using).filter(verb="discussions.replied")
    beginnings = Entry.objects.using(using).filter(verb__in=("discussions.started", "discussions.asked"))
    posts = Post.objects.using(using)
    told = set(replies.values_list("subject_id", flat=True))
    first = Q(number=1, topic__in=beginnings.values("subject_id"))
    first |= Q(addresses__number=1, addresses__topic__in=beginnings.values("subject_id"))
    told |= set(posts.filter(first).values_list("pk", flat=True))
    return sorted(set(posts.values_list("pk", flat=True)) - told)


def _readings(using: str) -> list[object]:
    gone = MovedPost.objects.filter(topic=OuterRef("topic"), number__gt=OuterRef("upto")).values(of=F("topic"))
    readings = Reading.objects.using(using).annotate(is_gaps=_counted(gone, Count("pk")))
    return list(readings.exclude(gaps=F("is_gaps")).values_list("topic", "person", "upto", "gaps", "is_gaps"))


def _people(using: str) -> list[object]:
    unread = Notification.objects.filter(person=OuterRef("pk"), read_at=None).values(of=F("person"))
    people = User.objects.using(using).annotate(is_unread=_counted(unread, Count("group", distinct=True)))
    wrong = people.exclude(unread_notifications=F("is_unread"))
    return list(wrong.values_list("handle", "unread_notifications", "is_unread"))
