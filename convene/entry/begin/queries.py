"""What the first steps offer to one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...core.communities.models import Beginning, Community, Purpose
from ...core.communities.queries import directory
from ...features.discussions.models import Topic

if TYPE_CHECKING:
    from ...core.communities.queries import Card
    from ...core.people.models import User


@dataclass(slots=True)
class Offer:
    """Communities for somebody new: what suits their purpose, and all others that they can join at once."""

    purpose: Purpose | None
    suits: list[Card] = field(default_factory=list)
    asks: list[Card] = field(default_factory=list)  # suit as well, and their leaders let people in
    others: list[Card] = field(default_factory=list)
    mine: list[Card] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)


def purpose_of(person: User) -> Purpose | None:
    """Why the person came, as far as they have said."""
    beginning = Beginning.objects.filter(person=person).select_related("purpose").first()
    return beginning.purpose if beginning else None


def offer(person: User) -> Offer:
    """Five queries at most."""
    found = Offer(purpose_of(person))
    if found.purpose:
        found.why = dict(found.purpose.suggestions.order_by("pk").values_list("community_id", "why"))
    for card in directory(person):
        if card.role:
            found.mine.append(card)
        elif card.is_archived:
            continue
        elif card.join_policy == "open":
            (found.suits if card.pk in found.why else found.others).append(card)
        elif card.pk in found.why and card.join_policy == "request":
            found.asks.append(card)
    rank = {pk: place for place, pk in enumerate(found.why)}
    found.suits.sort(key=lambda card: rank[card.pk])
    return found


def greetings(person: User) -> list[Topic]:
    """Where one can say hello: the open welcome topics of the person's communities. One query, and one for each."""
    homes = Community.objects.of(person).exclude(welcome_topic=None).order_by("memberships__joined_at")
    seen = Topic.objects.visible_to(person).select_related("community")
    return [topic for home in homes[:5] if (topic := seen.welcoming(home).first())]
