"""What the form of a resource begins with when a page of the web is read for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...core.tags.models import Facet

if TYPE_CHECKING:
    from ...core.tags.queries import Vocabulary
    from ...lib.pages.describing import Description
    from ...lib.pages.licences import Licence

KINDS = {  # of schema.org -> slug of ours
    "article": "article", "scholarlyarticle": "article", "newsarticle": "article", "blogposting": "article",
    "report": "report", "dataset": "dataset", "course": "curriculum", "softwareapplication": "tool", "howto": "guide",
}  # fmt: skip
_VERSION = re.compile(r"-\d\.\d$")


def begun_with(page: Description, words: Vocabulary) -> dict[str, Any]:
    """Fields of the form by name; what a page does not say is left out, and what it says can be corrected."""
    links = [page.url, *([f"{page.title} {page.file}".strip()] if page.file else [])]
    found: dict[str, Any] = {
        "title": page.title[:200],
        "authors": _joined(page.authors) or page.publisher[:200],
        "description": page.description,
        "links": "\n".join(links),
        "year": page.published[:4],
        Facet.LICENCE: _known(words, Facet.LICENCE, _slug(page.licence)),
        Facet.LANGUAGE: [_known(words, Facet.LANGUAGE, page.language.partition("-")[0])],
        Facet.KIND: [_known(words, Facet.KIND, KINDS.get(page.kind.lower(), ""))],
        Facet.TOPIC: _topics(page, words),
    }
    return {str(name): value for name, value in found.items() if value and value != [""]}


def _joined(names: tuple[str, ...]) -> str:
    """As many names as the field holds, none cut in two."""
    while len(", ".join(names)) > 200:
        names = names[:-1]
    return ", ".join(names)


def _slug(licence: Licence | None) -> str:
    if licence is None:
        return ""
    code = _VERSION.sub("", licence.code).lower()
    return {"cc-pdm": "public-domain"}.get(code, code)


def _known(words: Vocabulary, facet: str, slug: str) -> str:
    return slug if words.find(facet, slug) else ""


def _topics(page: Description, words: Vocabulary) -> list[str]:
    """The network's topics that the page names in so many words, in any language that they have."""
    said = {one.casefold() for one in page.keywords}
    topics = words.by_facet[Facet.TOPIC]
    return [one.slug for one in topics if said & {str(label).casefold() for label in one.labels.values()}]
