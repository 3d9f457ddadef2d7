"""What the people of the demo brought into the library."""

from __future__ import annotations

import datetime as dt

from ...core.communities.models import Community
from ...core.ledger.models import Entry
from ...core.notifications.models import Notification
from ...core.people.models import User
from ...core.tags.actions import adopt
from ...core.tags.queries import vocabulary
from ...features.library import actions as library
from ...features.library.actions.writing import Content
from ...features.library.models import Resource, Use, Version
from . import content


def fill_library(people: dict[str, User], homes: dict[str, Community], now: dt.datetime) -> None:
    """Bring resources in, have them used, and put them together, through actions; then give each its time."""
    adopt(None)
    told = content.library()
    made = {each["title"]: _resource(each, people, homes[each["community"]], now) for each in told["resources"]}
    for each in told["collections"]:
        leader, words = people[each["by"]], {"title": each["title"], "line": each["line"], "is_path": each["path"]}
        collection = library.gather(leader, homes[each["community"]], **words)
        for title, note in each["resources"]:
            library.place(leader, collection, made[title], note=note)


def _resource(each: content.Described, people: dict[str, User], home: Community, now: dt.datetime) -> Resource:
    words, person, at = vocabulary(), people[each["by"]], now - dt.timedelta(days=each["days_ago"])
    listed = {facet: [said] if isinstance(said, str) else said for facet, said in each["terms"].items()}
    terms = [term for facet, slugs in listed.items() for slug in slugs if (term := words.find(facet, slug))]
    said = {name: each[name] for name in ("title", "authors", "description", "context_note", "year")}
    links = [(name, address) for name, address in each.get("links", ())]
    source = home.topics.get(title=each["from"]) if "from" in each else None
    made = library.propose(person, home, Content(**said, links=links, terms=terms), source=source)
    if each.get("waits"):
        library.submit(person, made)
    else:
        library.publish(person, made)
    for used in each.get("uses", ()):
        library.use(people[used["by"]], made, institution=used["where"], sentence=used["said"])
    _date(made, at, overdue=each.get("overdue", False))
    for look in each.get("looks", ()):
        library.look_again(people[look["by"]], made, found=look["found"], words=look.get("words", ""))
    return made


def _date(made: Resource, at: dt.datetime, *, overdue: bool) -> None:
    """The ledger and the notifications say the time that the resource says."""
    due = at.date() + dt.timedelta(days=365)
    Resource.objects.filter(pk=made.pk).update(
        created_at=at, published_at=at if made.published_at else None, changed_at=at, reviewed_at=at, review_on=due
    )
    Version.objects.filter(resource=made).update(at=at)
    for number, one in enumerate(Use.objects.filter(resource=made).order_by("pk"), 1):
        Use.objects.filter(pk=one.pk).update(at=at + dt.timedelta(days=9 * number))
    lines = Entry.objects.filter(subject_kind="library.resource", subject_id=made.pk)
    Notification.objects.filter(entry__in=lines).update(created_at=at)
    lines.update(at=at)
    made.refresh_from_db()
    if overdue:
        library.grow_stale(made)
