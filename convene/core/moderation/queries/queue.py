"""The queue: what waits, what was decided, what is appealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Cause, Item, Report, State

if TYPE_CHECKING:
    from ...people.models import Actor, User

PAGE = 20
TOLD = 99  # more are not counted
TABS = ("waiting", "decided", "appealed")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands in the queue of one person: a number, or "99+"."""

    waiting: int | str
    appealed: int | str


def counts(actor: Actor) -> Counts:
    """What waits for a person. Two queries that stop at a hundred and read nothing but an index."""
    queue = Item.objects.decided_by_people_like(actor).exclude(author_id=actor.pk)
    return Counts(_some(queue.waiting()), _some(queue.appealed()))


def _some(items: QuerySet[Item]) -> int | str:
    number = items.order_by().values("pk")[: TOLD + 1].count()
    return number if number <= TOLD else f"{TOLD}+"


def queue(actor: Actor, tab: str, *, community: str = "", handle: str = "") -> QuerySet[Item]:
    """A tab of the queue: what waits longest first, what was decided last first. Two queries with what it shows."""
    items = Item.objects.decided_by_people_like(actor)
    if tab == "waiting":
        items = items.waiting().order_by("waits_since", "pk")
    elif tab == "appealed":
        items = items.appealed().order_by("appealed_at", "pk")
    else:
        items = items.decided().order_by("-decided_at", "-pk")
    if community:
        items = items.filter(community__slug=community)
    if handle:
        items = items.filter(author__handle=handle)
    return for_cards(items, actor)


def queue_page(actor: Actor, tab: str, number: int, *, community: str = "") -> tuple[list[Item], bool]:
    """A page of a tab, and whether there is another: keys first, by an index alone, then what these show."""
    keys = queue(actor, tab, community=community).values_list("pk", flat=True)[(number - 1) * PAGE : number * PAGE + 1]
    here = list(keys)
    rows = for_cards(Item.objects.all(), actor).in_bulk(here[:PAGE])
    return [rows[key] for key in here if key in rows], len(here) > PAGE


def for_cards(items: QuerySet[Item], actor: Actor) -> QuerySet[Item]:
    """With who wrote and decided, and the reports that `actor` may read."""
    reports = Report.objects.visible_to(actor).order_by("at").select_related("person")
    return items.select_related("author", "community", "decided_by").prefetch_related(
        Prefetch("reports", reports, to_attr="told")
    )


def why(item: Item) -> str:
    """Why a moderator looks at it, in a sentence."""
    if item.why.startswith("word:"):
        found = item.why.removeprefix("word:")
        return _("Watch word “%(word)s”") % {"word": found}
    if item.cause == Cause.REPORTED:
        return _("Reported by members")
    return {
        "person": _("Everything of this person waits"),
        "community": _("Everything waits in this community"),
        "newcomer": _("Among the first posts of a newcomer"),
    }.get(item.why, _("Waits before it appears"))


def mine(person: User) -> QuerySet[Item]:
    """What a person wrote and moderators looked at or will: without what was reported and found good."""
    seen = Q(cause=Cause.HELD) | Q(state=State.REFUSED) | Q(hidden_at__isnull=False)
    items = Item.objects.filter(seen, author=person).exclude(state=State.WITHDRAWN)
    return items.select_related("community").order_by("-created_at", "-pk")


def reported_by(person: User) -> QuerySet[Report]:
    """What a person reported."""
    return Report.objects.filter(person=person).select_related("item__community").order_by("-at", "-pk")


def files_looked_at(actor: Actor) -> Q:
    """The files that stand in what `actor` has to decide about."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    through = Item.files.through.objects
    return Q(pk__in=through.filter(item__in=Item.objects.decided_by_people_like(actor)).values("file_id"))
