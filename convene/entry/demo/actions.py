"""Put the demo content on an empty site: everything happens through actions, then each thing gets its time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from ...core.communities import actions as communities
from ...core.communities.models import Alias, Community, Membership, Role
from ...core.ledger.actions import record
from ...core.ledger.models import Entry
from ...core.moderation.models import Standing
from ...core.notifications.models import Notification
from ...core.outbox.models import Letter
from ...core.people.actions.accounts import new_handle
from ...core.people.actions.saying import keep_said
from ...core.people.models import PROFILE_FIELDS, User
from ...features.discussions import actions as discussions
from ...features.discussions.models import Post, Reading, Topic
from ...lib.errors import NotPossible
from ..home.actions import write_text
from ..home.models import Key
from ..overview import actions as overview
from . import content
from .conversations import fill_conversations
from .dialogues import fill_dialogues
from .guide import fill_guide
from .institutions import fill_institutions
from .library import fill_library
from .mentoring import fill_introductions, fill_mentoring
from .moderation import fill_queue
from .polls import fill_polls
from .readiness import fill_readiness, fill_sides
from .searches import fill_searches
from .skills import fill_skills

MENTION = re.compile(r"@\{?([a-z_-]+)\}?")
ABOUT = (
    "short_name",
    "purpose",
    "audience",
    "eligibility",
    "linked_body",
    "needs",
    "join_policy",
    "join_question",
    "visibility",
)
Progress = Callable[[str], None]


@transaction.atomic
def fill(password: str, say: Progress = lambda _line: None) -> dict[str, User]:
    """Fill an empty site and return its people by key.

    raises: NotPossible when there are communities already.
    """
    if Community.objects.exists():
        raise NotPossible("There are communities on this site already; demo content goes only onto an empty site.")
    now = timezone.now()
    hashed = make_password(password)  # once: it is slow on purpose
    people = {each["key"]: _person(each, hashed, now) for each in content.people()}
    staff = next(user for user in people.values() if user.is_staff)
    Standing.objects.bulk_create(Standing(person=person, grown_at=now) for person in people.values())
    say(f"{len(people)} people")
    _texts(staff)
    homes = {
        each["slug"]: _community(each, order, staff, people, now) for order, each in enumerate(content.communities(), 1)
    }
    for each in content.people():
        for slug in each.get("communities", ()):
            _enter(people[each["key"]], homes[slug], staff)
    say(f"{len(homes)} communities")
    for person in people.values():
        person.viewer_roles = dict(
            person.memberships.values_list("community_id", "role")
        )  # as when they look at a page
    told = content.topics()
    for number, each in enumerate(told, 1):
        _topic(each, homes[each["community"]], people, now)
        if number % 40 == 0:
            say(f"{number} of {len(told)} topics")
    _shares(told, homes, people)
    _welcomes(homes, people)
    communities.adopt_purposes(staff)
    for each in content.proposals():
        communities.propose(people[each["by"]], **{name: text for name, text in each.items() if name != "by"})
    _queue(people, homes, hashed, staff, now)
    for each in content.communities():
        if each.get("state") in {"archived", "dormant"}:
            communities.set_state(staff, homes[each["slug"]], state=each["state"])
    fill_conversations(people, now)
    fill_library(people, homes, now)
    fill_searches(people, now)
    fill_mentoring(people)
    fill_introductions(people)
    fill_institutions(people, staff, now)
    fill_readiness(people, now)
    fill_sides(people, now)
    fill_guide(people, now)
    fill_skills(people, now)
    fill_dialogues(people)
    fill_polls(people)
    _settle(now)
    for home in homes.values():
        overview.count(staff, home)
    return people


def _shares(told: list[content.Described], homes: dict[str, Community], people: dict[str, User]) -> None:
    """Topics that other communities show as well; they stand there by the time of their last post."""
    for each in told:
        for slug in each.get("also", {}).get("in", ()):
            topic = homes[each["community"]].topics.get(title=each["title"])
            discussions.share(people[each["also"]["by"]], topic, homes[slug])


def _welcomes(homes: dict[str, Community], people: dict[str, User]) -> None:
    """What some communities say to newcomers, and the topic in which those say hello."""
    for each in content.communities():
        if each.get("welcome"):
            home, leader = homes[each["slug"]], people[each["leaders"][0]]
            topic = home.topics.filter(title=each.get("welcome_topic", "")).first()
            discussions.write_welcome(leader, home, text=each["welcome"], topic=topic.pk if topic else None)


def _queue(people: dict[str, User], homes: dict[str, Community], hashed: str, staff: User, now: dt.datetime) -> None:
    told = content.moderation()
    here = homes[told["community"]]
    newcomer = people[told["newcomer"]["key"]] = _person(told["newcomer"], hashed, now)
    _enter(newcomer, here, staff)
    leader = here.memberships.filter(role=Role.LEADER).select_related("person").earliest("pk").person
    fill_queue(people, newcomer, here, leader, now)


def _texts(staff: User) -> None:
    texts = content.site()
    write_text(staff, Key.WELCOME, title=texts["tagline"], body=texts["description"])
    for key in (Key.ABOUT, Key.GUIDELINES, Key.PRIVACY, Key.ACCESSIBILITY):
        write_text(staff, key, title=str(key.label), body=texts[key.value])


def _person(each: content.Described, hashed: str, now: dt.datetime) -> User:
    fields = {name: _words(each[name]) for name in PROFILE_FIELDS if each.get(name)}
    user = User(
        email=f"{each['key']}@example.org",
        name=each["name"],
        handle=new_handle(re.sub(r"\s*\(.*\)", "", each["name"]) if each["name"].isascii() else each["key"]),
        time_zone=each.get("time_zone", ""),
        language="",
        visibility=each.get("visibility", {}),
        is_staff=bool(each.get("staff")),
        password=hashed,
        claimed_at=now - dt.timedelta(days=200),
        caught_up_at=now - dt.timedelta(days=4),
        created_at=now - dt.timedelta(days=200),
        **fields,
    )
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    keep_said(user)
    record(user, "people.joined", user)
    return user


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _community(
    each: content.Described, order: int, staff: User, people: dict[str, User], now: dt.datetime
) -> Community:
    state = each.get("state", "operating")
    made = communities.found(
        staff,
        slug=each["slug"],
        name=each["name"],
        line=each["line"],
        state="organizing" if state == "organizing" else "operating",
        created_at=now - dt.timedelta(days=400 - order),
        order=order,
        **{name: each[name] for name in ABOUT if each.get(name)},
    )
    for slug in each.get("aliases", ()):
        Alias.objects.create(slug=slug, community=made)
    for role in (Role.LEADER, Role.MODERATOR):
        for key in each.get(f"{role}s", ()):
            _enter(people[key], made, staff)
            communities.set_role(staff, made, people[key], role=role)
    return made


def _enter(person: User, community: Community, staff: User) -> None:
    """Join as one would: at once, or by asking and being let in."""
    if Membership.objects.filter(person=person, community=community).exists():
        return
    if community.join_policy == "open":
        communities.join(person, community)
    elif community.join_policy == "request":
        communities.accept_request(staff, communities.ask_to_join(person, community, answer="I work in this field."))
    else:
        (invitation,) = communities.invite(staff, community, addresses=[person.email or ""])
        communities.accept_invitation(person, invitation)


def _topic(each: content.Described, community: Community, people: dict[str, User], now: dt.datetime) -> None:
    start = now - dt.timedelta(days=float(each["days_ago"]))
    asker = people[each["by"]]
    first, *rest = each["posts"]
    topic = discussions.begin(
        asker, community, title=each["title"], body=_body(first, people), kind=each.get("kind", "discussion")
    )
    assert isinstance(topic, Topic)  # nobody here waits for a moderator
    posts = [topic.posts.get()]
    replies = [discussions.reply(people[post["by"]], topic, body=_body(post, people)) for post in rest]
    posts += [post for post in replies if isinstance(post, Post)]
    for post, told in zip(posts, each["posts"], strict=True):
        post.topic = topic
        at = min(start + dt.timedelta(hours=float(told.get("after_hours", 0))), now - dt.timedelta(minutes=9))
        Post.objects.filter(pk=post.pk).update(created_at=at)
        post.created_at = at
        for kind, keys in (told.get("reactions") or {}).items():
            for key in keys:
                discussions.react(people[key], post, kind=kind)
        if told.get("hands"):
            _hands(post, told["hands"], people)
    if each.get("answer") is not None:
        discussions.accept(asker, posts[int(each["answer"])])
    leader = next((m.person for m in community.memberships.filter(role=Role.LEADER).select_related("person")), asker)
    if each.get("pinned"):
        discussions.pin(leader, topic)
    if each.get("wiki"):
        discussions.wiki(asker, topic)
    if each.get("in_short"):
        discussions.sum_up(leader, topic, **each["in_short"])
        topic.summaries.update(at=max(post.created_at for post in posts))
    if each.get("closed"):
        discussions.close(leader, topic)
    last = max(post.created_at for post in posts)
    Topic.objects.filter(pk=topic.pk).update(created_at=start, last_post_at=last)
    Topic.objects.filter(pk=topic.pk).exclude(pinned_at=None).update(pinned_at=start)
    Topic.objects.filter(pk=topic.pk).exclude(accepted_at=None).update(accepted_at=last)
    _date(posts, topic, start)


def _hands(post: Post, told: content.Described, people: dict[str, User]) -> None:
    """A show of hands and its votes; nothing chosen is undecided."""
    asked = {name: value for name, value in told.items() if name != "votes"}
    hands = discussions.add_hands(post.author or people["marisol"], post, **asked)
    for key, choices in told["votes"].items():
        discussions.vote(people[key], hands, choices=choices)


def _date(posts: list[Post], topic: Topic, start: dt.datetime) -> None:
    """The ledger and the notifications say the time that the posts say."""
    lines = Entry.objects.filter(subject_kind="discussions.post")
    for post in posts:
        lines.filter(subject_id=post.pk).update(at=post.created_at)
        Notification.objects.filter(entry__subject_kind="discussions.post", entry__subject_id=post.pk).update(
            created_at=post.created_at
        )
    Entry.objects.filter(subject_kind="discussions.topic", subject_id=topic.pk).update(at=start)
    Notification.objects.filter(entry__subject_kind="discussions.topic", entry__subject_id=topic.pk).update(
        created_at=start
    )
    Reading.objects.filter(topic=topic).update(at=posts[-1].created_at)


def _body(post: content.Described, people: dict[str, User]) -> str:
    """The text, with keys of people in mentions turned into their handles."""

    def handle(found: re.Match[str]) -> str:
        person = people.get(found[1])
        return f"@{person.handle}" if person else found[0]

    return MENTION.sub(handle, post["body"]).strip()


def _settle(now: dt.datetime) -> None:
    """Times that follow from the others; notifications of long ago are read, and nobody made up is mailed."""
    Letter.objects.filter(recipient__endswith="@example.org").delete()
    Membership.objects.update(joined_at=now - dt.timedelta(days=190))
    old = Notification.objects.filter(read_at=None, created_at__lt=now - dt.timedelta(days=6))
    old.update(read_at=now - dt.timedelta(days=5))
    for person in User.objects.all():
        groups = Notification.objects.filter(person=person, read_at=None).values("group").distinct().count()
        User.objects.filter(pk=person.pk).update(unread_notifications=groups)
    for community in Community.objects.all():
        latest = community.topics.order_by("-last_post_at").first()
        Community.objects.filter(pk=community.pk).update(last_active_at=latest.last_post_at if latest else None)
