"""Something to look at for the moderators of the demo: a newcomer's first posts, reports, a second look."""

from __future__ import annotations

import datetime as dt

from ...core.communities.models import Community
from ...core.moderation import actions
from ...core.moderation.models import Decision, Item, Report
from ...core.people.models import User
from ...features.discussions import actions as discussions
from ...features.discussions.models import Topic
from ...features.discussions.moderated import POSTS
from . import content

People = dict[str, User]


def fill_queue(people: People, newcomer: User, here: Community, leader: User, now: dt.datetime) -> None:
    """Put what `moderation.yaml` tells into the queue of one community."""
    told = content.moderation()
    actions.set_policy(leader, here, first_held=told["first_held"])
    for each in told["words"]:
        actions.add_word(leader, here, **each)
    _second_look(told["refused"], people, here, leader, now)
    for each in told["waiting"]:
        item = _wait(newcomer, each, here)
        _date(item, now - dt.timedelta(hours=each["hours_ago"]))
    for hours, each in enumerate(told["reports"], start=6):
        _report(each, people, here, now - dt.timedelta(hours=hours))


def _wait(person: User, each: content.Described, here: Community) -> Item:
    item = discussions.reply(person, _topic(each, here), body=each["body"])
    assert isinstance(item, Item)
    return item


def _second_look(each: content.Described, people: People, here: Community, leader: User, now: dt.datetime) -> None:
    author, moderator = people[each["by"]], people[each["decided_by"]]
    actions.set_person(leader, author, here, mode="held")
    item = _wait(author, each, here)
    actions.refuse(moderator, item, reason=each["reason"])
    actions.appeal(author, item, words=each["appeal"])
    actions.set_person(leader, author, here, mode="")
    _date(item, now - dt.timedelta(days=2))
    Item.objects.filter(pk=item.pk).update(
        decided_at=now - dt.timedelta(days=1), appealed_at=now - dt.timedelta(hours=9)
    )


def _report(each: content.Described, people: People, here: Community, at: dt.datetime) -> None:
    post = _topic(each, here).posts.get(number=each["post"])
    for key in each["by"]:
        words = each["words"] if key == each["by"][0] else ""
        thing = POSTS.find(people[key], post.pk)
        if thing is not None:
            item = actions.report(people[key], thing, reason=each["reason"], words=words).item
    _date(item, at)
    Report.objects.filter(item=item).update(at=at)
    if "decided_by" in each:
        actions.approve(people[each["decided_by"]], item)


def _topic(each: content.Described, here: Community) -> Topic:
    return Topic.objects.select_related("community").get(community=here, title=each["topic"])


def _date(item: Item, at: dt.datetime) -> None:
    Item.objects.filter(pk=item.pk).update(created_at=at, waits_since=at)
    Decision.objects.filter(item=item).update(at=at)
