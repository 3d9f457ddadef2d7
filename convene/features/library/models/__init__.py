"""Resources, how they came about, who used them, and collections of them."""

from __future__ import annotations

from .collection import Collection, CollectionQuerySet, Placed
from .link import Link, LinkQuerySet
from .origin import Origin
from .part import Contributor, Held, Mention, Reached, Tagged, Use, Version
from .resource import REVIEWED_AFTER, Resource, ResourceQuerySet, State

__all__ = [
    "REVIEWED_AFTER",
    "Collection",
    "CollectionQuerySet",
    "Contributor",
    "Held",
    "Link",
    "LinkQuerySet",
    "Mention",
    "Origin",
    "Placed",
    "Reached",
    "Resource",
    "ResourceQuerySet",
    "State",
    "Tagged",
    "Use",
    "Version",
]
