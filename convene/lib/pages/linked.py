"""What objects of schema.org say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .gathering import Object

WORKS = (  # what a page can be about, what says most first
    "LearningResource", "Course", "HowTo", "ScholarlyArticle", "MedicalScholarlyArticle", "Report", "Book", "Dataset",
    "SoftwareApplication", "SoftwareSourceCode", "Guide", "TechArticle", "VideoObject", "PodcastEpisode",
    "DigitalDocument", "PresentationDigitalDocument", "Article", "NewsArticle", "BlogPosting", "CreativeWork",
    "WebPage",
)  # fmt: skip
_WEIGHT = {name: place for place, name in enumerate(WORKS)}


def work(objects: Iterable[Object]) -> Object:
    """The object that the page is about; an empty one if there is none."""
    ranked = [(min(_WEIGHT.get(name, len(WORKS)) for name in types(one)), one) for one in objects if any(types(one))]
    place, best = min(ranked, key=lambda each: each[0], default=(len(WORKS), {}))
    return best if place < len(WORKS) else {}


def types(one: Object) -> list[str]:
    """What an object says it is."""
    return [name.rpartition("/")[2] for name in words(one.get("@type") or one.get("type"))]


def words(value: Any, *keys: str) -> list[str]:
    """Whatever texts are in a value: its own, those of a list, or what its objects say by the first of these keys."""
    return [each for each in _words(value, keys, 0) if each.strip()]


def _words(value: Any, keys: tuple[str, ...], depth: int) -> Iterator[str]:
    if depth > 4:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:100]:
            yield from _words(one, keys, depth + 1)
    elif isinstance(value, dict):
        said = next((value[key] for key in (*keys, "@value") if value.get(key)), None)
        if said is None and value and all(isinstance(key, str) and len(key) == 2 for key in value):
            said = next(iter(value.values()))  # a text in several languages
        yield from _words(said, keys, depth + 1)
