"""A shelf to try things on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convene.core.tags.actions import adopt
from convene.core.tags.models import Term
from convene.core.tags.queries import vocabulary
from convene.features.library import actions
from convene.features.library.actions.writing import Content
from convene.features.library.models import Resource

LEAST = {"kind": "template", "language": "en", "licence": "cc-by"}


@pytest.fixture
def terms(db) -> Callable[..., list[Term]]:
    """Terms by facet and slug: `terms(kind="guide", topic=["health", "policy"])`."""
    adopt(None)
    words = vocabulary()

    def find(**chosen: str | list[str]) -> list[Term]:
        slugs = [(facet, slug) for facet, said in chosen.items() for slug in ([said] if isinstance(said, str) else said)]
        found = [words.find(facet, slug) for facet, slug in slugs]
        assert all(found), slugs
        return [one for one in found if one]

    return find


@pytest.fixture
def content(terms) -> Callable[..., Content]:
    """What is said of a resource: `content(title="…", kind="guide")`."""

    def say(**said: object) -> Content:
        chosen = LEAST | {name: said.pop(name) for name in list(said) if name in FACETS}
        told = {
            "title": "Roles on one page", "authors": "Delta team", "description": "A *worksheet* for two.",
            "context_note": "Fits the second meeting, when nobody has said who signs.", "terms": terms(**chosen), **said,
        }  # fmt: skip
        return Content(**told)

    return say


FACETS = {"stage", "kind", "topic", "approach", "attribute", "audience", "effort", "language", "licence", "cost"}


@pytest.fixture
def disk(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def on_shelf(ana, community, content) -> Callable[..., Resource]:
    """Published resources: `on_shelf(hidden, title="…", topic="health")`."""

    def make(where=None, **said: object) -> Resource:
        made = actions.propose(ana, where or community, content(**said))
        return actions.publish(ana, made)

    return make


@pytest.fixture
def resource(on_shelf) -> Resource:
    """A resource in the public community's part of the library."""
    return on_shelf()


@pytest.fixture
def draft(ben, community, content) -> Resource:
    """A resource that Ben has begun."""
    return actions.propose(ben, community, content(title="Asks and offers"))
