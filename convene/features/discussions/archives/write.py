"""Write a batch of mails as posts: authors, topics, posts, and how each mail is known, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F

from ....core.communities.models import Community
from ....core.files.actions import attach
from ....core.files.models import File
from ....core.ledger.actions import record
from ....core.people.actions.archives import Writer, authors
from ....lib.mail.message import Message
from ....lib.text import Cooked
from ..actions.guests import follow_topics, recount_guests, shares_of
from ..actions.order import recount
from ..actions.titles import note_titles
from ..models import Attachment, MailHeader, MailId, Post, Topic
from .answers import keep_answers
from .mails import Mail
from .placing import Plan
from .settle import ASIDE, COUNTED, STARTED, Standing, describe, number, standings
from .store import in_parts

if TYPE_CHECKING:
    from ....core.people.models import User


@dataclass(slots=True, eq=False)
class Arrival:
    """A mail that is new here, and what becomes of it."""

    message: Message
    mail: Mail
    body: str = ""
    cooked: Cooked = field(default_factory=lambda: Cooked("", ""))

    @property
    def writer(self) -> Writer:
        """What its author is found by."""
        message = self.message
        return message.author_address or (f"id:{message.author_id}" if message.author_id else ""), message.author_name


def write(actor: User | None, community: Community, plan: Plan, arrivals: Sequence[Arrival]) -> None:
    """Write what was planned; call it in the transaction in which it was planned, with the community locked."""
    writers = authors(each.writer for each in arrivals)
    topics = _topics(community, plan)
    posts = _standings(plan, topics, arrivals, writers)
    _describe(plan, topics, posts)
    for post in posts:
        post.topic = topics[post.topic].pk
    _move(posts)
    made = _posts(posts, arrivals, writers)
    _remember(community, plan, topics, made)
    keep_answers([(topics[plan.homes[each.mail.key]], made[each.mail.key], each.message) for each in arrivals])
    _attach([(made[each.mail.key], each) for each in arrivals])
    Topic.objects.filter(pk__in=plan.gone).delete()
    places = {topic.community_id for topic in topics.values()} - {community.pk}
    for place in [community, *Community.objects.filter(pk__in=places)]:  # a topic may have been moved to another
        recount(place)
    follow_topics(*topics.values())
    recount_guests(set(shares_of(*topics.values()).values_list("community", flat=True)))
    record(
        actor,
        "discussions.imported",
        community,
        community=community,
        facts={"posts": len(made), "topics": len(plan.new)},
    )


def _topics(community: Community, plan: Plan) -> dict[int, Topic]:
    """Every topic that posts come to, leave or stand in with others, by its number in the plan; new ones unmade yet."""
    there = {*plan.homes.values(), *plan.joins, *plan.joins.values(), *plan.gone}
    there |= {mail.topic for mail in (*plan.moving, *plan.changed.values())}
    topics: dict[int, Topic] = {}
    for some in in_parts(topic for topic in there if topic > 0):
        topics |= Topic.objects.select_for_update().in_bulk(some)
    return topics | {new: Topic(community=community) for new in plan.new}


def _standings(
    plan: Plan, topics: Mapping[int, Topic], arrivals: Sequence[Arrival], writers: Mapping[Writer, User]
) -> list[Standing]:
    """Every post of these topics, in the topic that it belongs to now."""
    posts = [post for some in in_parts(topic for topic in topics if topic > 0) for post in standings(some)]
    for post in posts:
        post.topic = plan.homes.get(post.key, plan.joins.get(post.topic, post.topic))
        if post.key in plan.changed:
            post.at = plan.changed[post.key].at
    posts += [
        Standing(
            plan.homes[each.mail.key], each.mail.at, len(each.mail.references), each.mail.key,
            writers[each.writer].pk, each.mail.title, excerpt=each.cooked.excerpt,
        )
        for each in arrivals
    ]  # fmt: skip
    return posts


def _describe(plan: Plan, topics: Mapping[int, Topic], posts: Iterable[Standing]) -> None:
    """Give every post its number and every topic what it says of itself, and write the topics."""
    members: dict[int, list[Standing]] = defaultdict(list)
    for post in posts:
        members[post.topic].append(post)
    kept: list[Topic] = []
    restarted: list[Topic] = []
    for name in members:
        number(topics[name], members[name], is_fixed=name in plan.fixed)
        highest = topics[name].last_number if name in plan.fixed else 0
        has_new_start = describe(topics[name], members[name])
        topics[name].last_number = max(highest, topics[name].last_number)  # a post with a higher one may have moved
        topics[name].version += 1
        (restarted if has_new_start else kept).append(topics[name])
    Topic.objects.bulk_create([topics[name] for name in plan.new], batch_size=500)
    note_titles([topics[name] for name in plan.new], are_new=True)
    Topic.objects.bulk_update(kept, [*COUNTED, "version"], batch_size=100)
    restarted = [topic for topic in restarted if topic.pk in topics]
    Topic.objects.bulk_update(restarted, [*COUNTED, *STARTED, "version"], batch_size=100)
    note_titles(restarted)


def _move(posts: Iterable[Standing]) -> None:
    """Bring posts that are here to where they stand now, by way of numbers that nobody else has."""
    moved = {post.post: post for post in posts if post.post and post.was != (post.topic, post.number)}
    for some in in_parts(moved):
        Post.objects.filter(pk__in=some).update(number=F("number") + ASIDE)
    Post.objects.bulk_update(
        [Post(pk=pk, topic_id=post.topic, number=post.number) for pk, post in moved.items()],
        ["topic", "number"],
        batch_size=200,
    )


def _posts(posts: Iterable[Standing], arrivals: Sequence[Arrival], writers: Mapping[Writer, User]) -> dict[bytes, Post]:
    """Make the new posts."""
    places = {post.key: post for post in posts if post.post is None}
    made = [
        Post(
            topic_id=places[each.mail.key].topic,
            number=places[each.mail.key].number,
            author=writers[each.writer],
            body=each.body,
            html=each.cooked.html,
            cooked_with=each.cooked.version,
            created_at=each.mail.at,
            is_imported=True,
        )
        for each in arrivals
    ]
    return dict(zip((each.mail.key for each in arrivals), Post.objects.bulk_create(made, batch_size=500), strict=True))


def _remember(community: Community, plan: Plan, topics: Mapping[int, Topic], made: Mapping[bytes, Post]) -> None:
    """Note how each mail is known and where it stands, and which others it waits for."""
    for other, into in plan.joins.items():
        MailId.objects.filter(topic_id=other).update(topic_id=topics[into].pk)
    mine = MailId.objects.filter(community=community)
    leaving: dict[int, list[bytes]] = defaultdict(list)
    for mail in plan.moving:
        leaving[topics[plan.homes[mail.key]].pk] += [*mail.names, *mail.references]
    for topic, names in leaving.items():
        for some in in_parts(names):
            mine.filter(digest__in=some, topic__in=plan.gone | {mail.topic for mail in plan.moving}).update(
                topic_id=topic
            )
    _name(community, plan, topics, made)
    MailHeader.objects.bulk_create([_header(mail, made[mail.key].pk) for mail in plan.fresh], batch_size=500)
    for mail in plan.changed.values():
        if mail.date is None:
            Post.objects.filter(pk=mail.post).update(created_at=mail.at)
    MailHeader.objects.bulk_update(list(_changed(plan)), ["follows", "has_parent", "references"], batch_size=200)


def _changed(plan: Plan) -> Iterator[MailHeader]:
    pks = dict(
        MailHeader.objects.filter(post__in=[mail.post for mail in plan.changed.values()]).values_list("post", "pk")
    )
    for mail in plan.changed.values():
        header = _header(mail, mail.post)
        header.pk = pks[mail.post]
        yield header


def _name(community: Community, plan: Plan, topics: Mapping[int, Topic], made: Mapping[bytes, Post]) -> None:
    """Write the names under which the mails are known, and those that they wait for."""
    come: dict[bytes, tuple[int, int]] = {}
    awaited: dict[bytes, int] = {}
    for copy, mail in plan.copies:
        topic = topics[mail.topic].pk if mail.topic in topics else mail.topic
        come |= dict.fromkeys(copy.names, (topic, mail.post))
        awaited |= dict.fromkeys(copy.references, topic)
    for mail in plan.fresh:
        post = made[mail.key]
        come |= dict.fromkeys(mail.names, (post.topic_id, post.pk))
        awaited |= dict.fromkeys(mail.references, post.topic_id)
    MailId.objects.bulk_create(
        [
            MailId(community=community, digest=name, topic_id=topic, post_id=post)
            for name, (topic, post) in come.items()
        ],
        update_conflicts=True, unique_fields=["community", "digest"], update_fields=["topic", "post"], batch_size=1000,
    )  # fmt: skip
    rest = awaited.keys() - come.keys() - plan.known.keys()
    MailId.objects.bulk_create(
        [MailId(community=community, digest=name, topic_id=awaited[name]) for name in rest],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _header(mail: Mail, post: int) -> MailHeader:
    return MailHeader(
        post_id=post,
        key=mail.key,
        references=b"".join(mail.references),
        subject=mail.subject or None,
        follows=mail.follows,
        author=mail.author,
        is_reply=mail.is_reply,
        has_parent=mail.has_parent,
        written_at=mail.date,
        title=mail.title,
    )


def _attach(pairs: Sequence[tuple[Post, Arrival]]) -> None:
    holders = {key: post for post, arrival in pairs for key in arrival.cooked.files}
    if holders:
        files = list(File.objects.filter(key__in=holders, owner=None))
        Attachment.objects.bulk_create(Attachment(post=holders[file.key], file=file) for file in files)
        attach(files)
