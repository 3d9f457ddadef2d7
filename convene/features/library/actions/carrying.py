"""Bring in what lists from elsewhere hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from ....core.communities.models import Community
from ....core.files.actions import attach
from ....core.files.models import File
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.records import Record
from ....lib.ruling import require
from ....lib.text import Cooked
from .. import rules
from ..models import REVIEWED_AFTER, Held, Origin, Resource, State, Tagged, Version
from .links import follow
from .people import keepers_of
from .writing import Content

if TYPE_CHECKING:
    from ....core.people.models import User


@dataclass(slots=True, kw_only=True, eq=False)
class Carried:
    """A record, what is said of it here, and by what it is known again."""

    record: Record
    content: Content
    text: Cooked  # of the description
    keys: tuple[str, ...]
    is_ready: bool  # it says why it fits, and what kind of thing it is
    files: list[File] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """The same as long as its source says the same of it."""
        said = self.content
        return sha256(repr((said.title, said.authors, said.description, said.links, said.year)).encode()).hexdigest()


@transaction.atomic
def carry_in(
    actor: User | None, community: Community, batch: Sequence[Carried], *, publish: bool = False
) -> list[Resource]:
    """Make resources of records. They wait for review, or stand on the shelf if that is asked for and they are ready.

    `actor` is None for the operator at the command line. What came in meanwhile by the same keys is passed over.
    """
    require(rules.may_carry_in(actor, community))
    Community.objects.select_for_update().only("pk").get(pk=community.pk)
    keys = {key for one in batch for key in one.keys}
    there = set(Origin.objects.filter(community=community, key__in=keys).values_list("key", flat=True))
    fresh = [one for one in batch if not there & {*one.keys}]
    now = timezone.now()
    made = Resource.objects.bulk_create([_resource(actor, community, one, publish=publish, now=now) for one in fresh])
    pairs = list(zip(made, fresh, strict=True))
    Tagged.objects.bulk_create([Tagged(resource=one, term=term) for one, said in pairs for term in said.content.terms])
    Origin.objects.bulk_create([origin for one, said in pairs for origin in _origins(one, said)])
    follow(made)
    Version.objects.bulk_create([_version(actor, one) for one in made])
    Held.objects.bulk_create([Held(resource=one, file=file, since=1) for one, said in pairs for file in said.files])
    attach([file for _one, said in pairs for file in said.files])
    for one in made:
        verb = "library.published" if one.is_on_shelf else "library.carried_in"
        record(actor, verb, one, community=community)
    return made


@transaction.atomic
def tell_of_list(actor: User | None, first: Resource, *, resources: int) -> None:
    """Tell those who keep order that a list came in, `first` of it: once, however long it is."""
    require(rules.may_carry_in(actor, first.community))
    entry = record(actor, "library.list_came", first, community=first.community, facts={"resources": resources})
    notify(entry, keepers_of(first), reason="to_review", group=first.group)


def worded(one: Carried) -> dict[str, Any]:
    """Fields of a resource, as its source says them."""
    said, text = one.content, one.text
    return {
        "title": said.title, "authors": said.authors, "description": said.description, "html": text.html,
        "excerpt": text.excerpt, "cooked_with": text.version, "links": [list(link) for link in said.links],
        "year": said.year,
    }  # fmt: skip


def _resource(
    actor: User | None, community: Community, one: Carried, *, publish: bool, now: dt.datetime
) -> Resource:
    """It belongs to the community: nobody proposed it, and whoever brought the list looks after it."""
    made = Resource(
        community=community, owner=actor, state=State.WAITING, context_note=one.content.context_note, created_at=now,
        changed_at=now, **worded(one),
    )  # fmt: skip
    if publish and one.is_ready:
        made.state, made.published_at, made.reviewed_at = State.PUBLISHED, now, now
        made.review_on = timezone.localdate() + REVIEWED_AFTER
    return made


def _origins(one: Resource, said: Carried) -> list[Origin]:
    told = {"changed": said.record.changed[:30], "said": said.fingerprint}
    return [Origin(resource=one, community=one.community, key=key, **told) for key in said.keys]


def _version(actor: User | None, one: Resource) -> Version:
    return Version(
        resource=one, number=1, by=actor, at=one.created_at, title=one.title, description=one.description,
        html=one.html, context_note=one.context_note, links=one.links,
    )  # fmt: skip
