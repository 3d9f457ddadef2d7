"""Take up a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from ...lib.ruling import require
from ..ledger.actions import record
from . import rules
from .models import Edition, Kind, Part
from .queries import content
from .texts.reading import parts

if TYPE_CHECKING:
    from ..people.models import User

READY_MADE = Path(__file__).parent / "content"


@transaction.atomic
def adopt(actor: User | None, *, kind: str, source: str, note: str = "") -> Edition:
    """Put a YAML in force as the next version; those before it stay for the answers that were given to them.

    raises: Unreadable, with every mistake in it.
    """
    require(rules.may_adopt(actor))
    source = source.replace("\r\n", "\n")
    said = content(kind, source)
    last = Edition.objects.filter(kind=kind).order_by("-number").first()
    if last is not None and last.source == source:
        raise NotPossible(_("That is the text in force already, to the letter."))
    try:
        with transaction.atomic():
            made = Edition.objects.create(
                kind=kind, number=last.number + 1 if last else 1, source=source, note=note.strip()[:200]
            )  # fmt: skip
    except IntegrityError:
        raise NotPossible(_("Somebody else took up a text a moment ago. Look at theirs, then try again.")) from None
    Part.objects.bulk_create(
        Part(edition=made, kind=what, key=key, position=at) for at, (what, key) in enumerate(parts(said), 1)
    )
    if actor is not None or last is not None:  # a new site begins with them as with its tables
        record(actor, "frameworks.adopted", made, facts={"kind": kind, "number": made.number})
    return made


def ready_made(kind: str) -> str:
    """The text that comes with Convene."""
    return (READY_MADE / f"{kind}.yaml").read_text(encoding="utf-8")


@transaction.atomic
def begin(actor: User | None) -> list[Edition]:
    """Take up the ready-made text of every kind that has none yet."""
    require(rules.may_adopt(actor))
    there = set(Edition.objects.values_list("kind", flat=True))
    return [adopt(actor, kind=kind, source=ready_made(kind)) for kind in Kind.values if kind not in there]
