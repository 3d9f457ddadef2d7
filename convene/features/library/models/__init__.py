"""Resources, how they came about, who used them, and collections of them."""

from __future__ import annotations

from .beside import Alike, Beside, BesideQuerySet, Telling, Why
from .collection import Collection, CollectionQuerySet, Placed
from .harvest import Harvest
from .link import Link, LinkQuerySet
from .look import Found, Look, LookQuerySet
from .origin import Origin
from .part import Contributor, Held, Mention, Reached, Tagged, Use, Version
from .resource import REVIEWED_AFTER, Resource, ResourceQuerySet, State

__all__ = [
    "REVIEWED_AFTER",
    "Alike",
    "Beside",
    "BesideQuerySet",
    "Collection",
    "CollectionQuerySet",
    "Contributor",
    "Found",
    "Harvest",
    "Held",
    "Link",
    "LinkQuerySet",
    "Look",
    "LookQuerySet",
    "Mention",
    "Origin",
    "Placed",
    "Reached",
    "Resource",
    "ResourceQuerySet",
    "State",
    "Tagged",
    "Telling",
    "Use",
    "Version",
    "Why",
]
