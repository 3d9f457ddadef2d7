"""Put collections and reading paths together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Collection, Placed, Resource

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User

MOST_PLACED, MOST_COLLECTIONS = 60, 40


@transaction.atomic
def gather(actor: User, community: Community, *, title: str, line: str, is_path: bool = False) -> Collection:
    """Begin a collection, or a path that is read in its order."""
    require(rules.may_gather(actor, community))
    if community.collections.count() >= MOST_COLLECTIONS:
        raise NotPossible(
            _("A community has at most %(most)s collections. Remove one first.") % {"most": MOST_COLLECTIONS}
        )
    made = Collection(community=community, by=actor, is_path=is_path)
    _say(made, title, line)
    made.save()
    record(actor, "library.gathered", made, community=community)
    return made


@transaction.atomic
def change_collection(actor: User, collection: Collection, *, title: str, line: str, is_path: bool) -> None:
    """Word it anew."""
    require(rules.may_gather(actor, collection.community))
    _say(collection, title, line)
    collection.is_path = is_path
    collection.save(update_fields=["title", "line", "is_path"])
    record(actor, "library.collection_changed", collection, community=collection.community)


@transaction.atomic
def remove_collection(actor: User, collection: Collection) -> None:
    """Take a collection away; its resources stay."""
    require(rules.may_gather(actor, collection.community))
    record(actor, "library.collection_removed", collection, community=collection.community)
    collection.delete()


@transaction.atomic
def place(actor: User, collection: Collection, resource: Resource, *, note: str = "") -> Placed:
    """Put a resource at the end of a collection, with why one reads it here; once more, its note is worded anew."""
    require(rules.may_place(actor, collection, resource))
    _hold(collection)
    known = collection.placed.filter(resource=resource).first()
    if known is None and collection.placed.count() >= MOST_PLACED:
        raise NotPossible(_("A collection holds at most %(most)s resources.") % {"most": MOST_PLACED})
    last = collection.placed.aggregate(last=Max("order"))["last"] or 0
    placed = known or Placed(collection=collection, resource=resource, order=last + 1)
    placed.note = clean_name(note, 240)
    placed.save()
    _settle(collection)
    record(actor, "library.placed", collection, community=collection.community, facts={"resource": resource.pk})
    return placed


@transaction.atomic
def take_out(actor: User, placed: Placed) -> None:
    """Take a resource out of a collection."""
    require(rules.may_gather(actor, placed.collection.community))
    _hold(placed.collection)
    record(actor, "library.taken_out", placed.collection, community=placed.collection.community,
           facts={"resource": placed.resource_id})  # fmt: skip
    placed.delete()
    _settle(placed.collection)


@transaction.atomic
def move(actor: User, placed: Placed) -> None:
    """Move a resource one place up."""
    require(rules.may_gather(actor, placed.collection.community))
    _hold(placed.collection)
    order = list(placed.collection.placed.values_list("pk", flat=True))
    at = order.index(placed.pk)
    order[max(at - 1, 0) : at + 1] = reversed(order[max(at - 1, 0) : at + 1])
    for number, pk in enumerate(order, 1):
        Placed.objects.filter(pk=pk).update(order=number)
    record(actor, "library.reordered", placed.collection, community=placed.collection.community)


def _say(collection: Collection, title: str, line: str) -> None:
    collection.title, collection.line = clean_name(title), clean_name(line, 240)
    if not collection.title or not collection.line:
        raise NotPossible(_("Give it a title, and say in one line whom it helps."))


def _hold(collection: Collection) -> None:
    Collection.objects.select_for_update().only("pk").get(pk=collection.pk)


def _settle(collection: Collection) -> None:
    Collection.objects.filter(pk=collection.pk).update(count=collection.placed.count())
