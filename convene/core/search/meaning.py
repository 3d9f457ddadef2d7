"""The door to search by meaning: what is behind it is imported only where it is on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from typing import Protocol, cast

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from ...lib.database.prepared import Numbers, listed
from ...lib.sense import is_there
from .engines import Match, Where
from .kinds import Text, kinds
from .models import Doc, Sense

AT_ONCE = 32  # rows: a second of work
_FAR = 2_000  # letters of a text, of which the model reads the first hundred words

Said = tuple[str, int]  # what a row says, and its digest


class Senses(Protocol):
    """What lies near what, by meaning: see senses.py."""

    def near(self, text: str, where: Where, least: float) -> Sequence[Match]:
        """The rows that are at least so like the text, the likest first."""

    def write(self, said: Mapping[int, Said]) -> None:
        """Keep what these rows mean."""


def is_on() -> bool:
    """Whether the site searches by meaning."""
    return bool(settings.SEARCH_BY_MEANING) and is_there()


def senses() -> Senses | None:
    """The other way to find something; None where it is off."""
    if not is_on():
        return None
    return cast("Senses", import_string("convene.core.search.senses.SENSES"))


def said(text: Text) -> Said:
    """What is read of a text, "" where it is but a name, and a digest of that and of whose it is."""
    words = f"{text.title or text.context}. {text.body[:_FAR]}" if text.body.strip() else ""
    whole = f"{text.scope} {text.author} {text.state} {words}"
    return words, int.from_bytes(blake2b(whole.encode(), digest_size=8).digest(), signed=True)


def keep(docs: Collection[int], digests: Mapping[int, int]) -> None:
    """Of these rows, keep the senses of those that say what they said before; the others are understood anew later."""
    known = Sense.objects.filter(doc__in=Numbers(listed({*docs, *digests}))).values_list("doc", "digest")
    if gone := [doc for doc, digest in known if digests.get(doc) != digest]:
        Sense.objects.filter(doc__in=Numbers(listed(gone))).delete()


def without_sense(below: int | None = None) -> list[int]:
    """Some rows that nobody has tried to understand yet, the newest first."""
    rows = Doc.objects.filter(~Exists(Sense.objects.filter(doc=OuterRef("pk")))).order_by("-pk")
    rows = rows if below is None else rows.filter(pk__lt=below)
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def understand(docs: Collection[int]) -> None:
    """Note what these rows mean."""
    known, behind = kinds(), senses()
    parts: dict[str, dict[tuple[int, int], int]] = {}
    for pk, kind, obj, part in Doc.objects.filter(pk__in=docs).values_list("pk", "kind", "obj", "part"):
        parts.setdefault(kind, {})[obj, part] = pk
    found: dict[int, Said] = {}
    for key, places in parts.items():
        for text in known[key].texts(sorted({obj for obj, _part in places})) if key in known else ():
            if (text.obj, text.part) in places:
                found[places[text.obj, text.part]] = said(text)
    if behind and found:
        behind.write(found)
