"""The texts in force, read once until something happens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from ..ledger.head import UntilNext
from .models import Edition, Kind
from .texts.reading import read
from .texts.shapes import Framework, Guide, Readiness, Rubric, Skills

SHAPES: dict[str, type[Any]] = {
    Kind.FRAMEWORK: Framework, Kind.GUIDE: Guide, Kind.READINESS: Readiness, Kind.RUBRIC: Rubric, Kind.SKILLS: Skills,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Texts:
    """One of each kind, or None where a site has none."""

    framework: Framework | None = None
    guide: Guide | None = None
    readiness: Readiness | None = None
    rubric: Rubric | None = None
    skills: Skills | None = None


@lru_cache(maxsize=64)
def content(kind: str, source: str) -> Any:
    """What a YAML of that kind says. Raises Unreadable."""
    return read(source, SHAPES[kind], languages=[code for code, _name in settings.LANGUAGES])


def in_force() -> QuerySet[Edition]:
    """The newest edition of each kind."""
    newest = Edition.objects.filter(kind=OuterRef("kind")).order_by("-number").values("number")[:1]
    return Edition.objects.filter(number=Subquery(newest)).order_by("kind")


def _read() -> Texts:
    return Texts(**{kind: content(kind, source) for kind, source in in_force().values_list("kind", "source")})


_KEPT = UntilNext(_read)


def texts(now: str = "") -> Texts:
    """What is in force; with a head of the ledger it is read once until the next line. One query."""
    return _KEPT(now)
