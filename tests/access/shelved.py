"""What stands in the library: in each kind of community a draft, what waits, and what is published, with a collection."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import compress

from django.urls import reverse
from django.utils import timezone

from convene.core.tags.actions import adopt
from convene.core.tags.models import Term
from convene.features.library.models import (
    Collection,
    Contributor,
    Placed,
    Resource,
    Tagged,
    Use,
    Version,
)

if TYPE_CHECKING:
    from .moderated import Asked
    from .world import Place, World

FORM: dict[str, Any] = {
    "title": "New", "authors": "New", "context_note": "New", "description": "New", "kind": "guide", "language": "en",
    "licence": "cc0", "changed": "New", "do": "keep",
}  # fmt: skip
ALONE = {
    "library:add": FORM | {"community": "public-operating"},
    "library:carry_in": {
        "community": "public-operating", "kept": b64encode(compress(b"Title\nNew\n")).decode(), "do": "carry",
    },
    "library:read_page": {"address": "http://127.0.0.1/"},
    "library:gather": {"community": "public-operating", "title": "New", "line": "New"},
}
FORMS: dict[str, dict[str, Any]] = {
    "library:resource": {}, "library:version": {}, "library:cite": {}, "library:edit": FORM, "library:submit": {},
    "library:publish": {}, "library:refuse": {"answer": "New"}, "library:retire": {"answer": "New"},
    "library:reviewed": {}, "library:look_again": {"found": "holds"}, "library:look_after": {}, "library:let_go": {},
    "library:use": {"institution": "New", "sentence": "New"}, "library:hide_use": {},
    "library:comment": {"body": "New"}, "library:be_named": {"is_named": "yes"}, "library:place": {"note": "New"},
    "library:collection": {}, "library:change_collection": {"title": "New", "line": "New"},
    "library:remove_collection": {}, "library:take_out": {}, "library:move": {},
}  # fmt: skip
LISTS: dict[str, list[list[Any]]] = {
    "library:export": [["csv"], ["jsonld"]], "home:sitemap_page": [["topics", 1], ["resources", 1]],
}  # fmt: skip
LIBRARY = (*ALONE, *FORMS, *LISTS)
OF_COLLECTIONS = ("library:collection", "library:change_collection", "library:remove_collection")
STATES = ("draft", "waiting", "published")


@dataclass
class Shelf:
    """A community's part of the library."""

    place: Place
    collection: Collection
    resources: dict[str, Resource] = field(default_factory=dict)
    row: Placed | None = None
    use: Use | None = None


def shelve(world: World, place: Place, readers: frozenset[str]) -> Shelf:
    """Fill a community's part of the library; whoever is named by `readers` reads what it publishes."""
    adopt(None)
    here, author = place.community, world.people["author"]
    title = world.secret(f"title of a collection in {here.slug}", readers)
    made = Collection.objects.create(community=here, title=title, line="Line", count=1)
    shelf = Shelf(place, made)
    decide = frozenset({"author", "moderator", "leader", "staff"})
    for state in STATES:
        who = {"draft": frozenset({"author"}), "waiting": decide, "published": readers}[state]
        said = {
            name: world.secret(f"{name} of a {state} resource in {here.slug}", who)
            for name in ("title", "authors", "html", "context_note")
        }
        one = Resource.objects.create(
            community=here, proposer=author, owner=author, state=state, description="Words", **said,
            published_at=timezone.now(), reviewed_at=timezone.now(), asked_at=timezone.now(),
        )  # fmt: skip
        told = {name: said[name] for name in ("title", "html", "context_note")}
        Version.objects.create(resource=one, number=1, by=author, description="Words", **told)
        Tagged.objects.bulk_create(
            Tagged(resource=one, term=term) for term in Term.objects.filter(slug__in=("guide", "en", "cc0"))
        )
        shelf.resources[state] = one
    sentence = world.secret(f"sentence of a use in {here.slug}", readers)
    shelf.use = Use.objects.create(resource=one, person=world.people["target"], institution="Hill", sentence=sentence)
    Use.objects.create(resource=one, person=world.people["member"], institution="Hill", sentence=sentence)
    Contributor.objects.create(resource=one, person=world.people["member"])
    shelf.row = Placed.objects.create(collection=shelf.collection, resource=one, order=1)
    return shelf


def library(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `LIBRARY`."""
    if name in LISTS:
        yield from ((reverse(name, args=args), frozenset(), {}) for args in LISTS[name])
        return
    if name in ALONE:
        yield reverse(name), frozenset(), ALONE[name]
        return
    for shelf in world.shelves:
        assert shelf.row
        assert shelf.use
        states = {shelf.place.community.visibility, shelf.place.community.state}
        collection = shelf.collection.pk
        if name in OF_COLLECTIONS:
            yield reverse(name, args=[collection]), frozenset(states), FORMS[name]
        elif name in {"library:take_out", "library:move"}:
            yield reverse(name, args=[collection, shelf.row.pk]), frozenset(states), {}
        else:
            more = {"library:version": [1], "library:cite": ["bib"], "library:hide_use": [shelf.use.pk]}.get(name, [])
            data = FORMS[name] | ({"collection": collection} if name == "library:place" else {})
            for state, one in shelf.resources.items():
                yield reverse(name, args=[one.pk, *more]), frozenset({*states, f"resource:{state}"}), data
