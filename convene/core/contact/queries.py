"""What decides whether somebody may be written to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from ..communities.models import Membership
from ..people.models import User
from .models import Accepts, Block, Introduced, Preference

if TYPE_CHECKING:
    from ..people.models import Actor


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom a person wants to write, with what decides whether they may."""

    person: User
    accepts: str  # from whom they take a first message
    is_near: bool  # in a community that both belong to
    was_introduced: bool  # and both said yes
    is_blocked: bool  # by the writer
    has_blocked: bool  # the writer


def recipients(actor: Actor, people: Collection[User]) -> list[Recipient]:
    """The same people, with whether they take messages from `actor`. One query."""
    chosen = Preference.objects.filter(person=OuterRef("pk")).values("accepts")[:1]
    mine = Membership.objects.filter(person_id=actor.pk).values("community_id")
    near = Membership.objects.filter(person=OuterRef("pk"), community__in=mine)
    met = Introduced.objects.filter(person_id=actor.pk, to=OuterRef("pk"))
    found = User.objects.filter(pk__in=[person.pk for person in people]).annotate(
        accepts=Coalesce(Subquery(chosen), Value(Accepts.EVERYBODY.value), output_field=CharField()),
        is_near=Exists(near), was_introduced=Exists(met), **blocks_between(actor, "pk"),
    ).values_list("pk", "accepts", "is_near", "was_introduced", "is_blocked", "has_blocked")  # fmt: skip
    known = {pk: rest for pk, *rest in found}
    return [Recipient(person, *known[person.pk]) for person in people if person.pk in known]


def blocks_between(actor: Actor, person: str) -> dict[str, Exists]:
    """Whether the reader has blocked somebody, and whether they have blocked the reader: annotations."""
    return {
        "is_blocked": Exists(Block.objects.filter(person_id=actor.pk, blocked=OuterRef(person))),
        "has_blocked": Exists(Block.objects.filter(blocked_id=actor.pk, person=OuterRef(person))),
    }


def apart(actor: Actor, people: Collection[User]) -> set[int]:
    """Those of them who have blocked `actor`, or whom they have blocked. One query."""
    return {one.person.pk for one in recipients(actor, people) if one.is_blocked or one.has_blocked}


def preference_of(person: User) -> Preference:
    """What somebody has chosen, or what holds for whoever has chosen nothing."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def blocks_of(person: User) -> Sequence[Block]:
    """Whom somebody has blocked, the latest first."""
    return list(Block.objects.visible_to(person).select_related("blocked").order_by("-created_at", "-pk"))
