"""Keep what a person is writing in a form, and let it go. It leaves no line in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ...lib.ruling import require
from . import rules
from .models import Draft, fits

if TYPE_CHECKING:
    from ..people.models import User

MOST = 100  # of one person; the oldest make room


@transaction.atomic
def keep(
    actor: User, place: str, *, body: str, title: str = "", upon: int | None = None, began: str = ""
) -> Draft | None:
    """Keep a draft; an empty one is let go.

    `upon` is the version that this device knows. The newer words win; those that another device had saved meanwhile are
    kept beside them, and an empty draft lets nothing go that it does not know. `began` is the wording that the form
    was opened with.
    """
    require(rules.may_keep(actor))
    words = {"body": fits(body), "title": title[:200], "began": began[:40]}
    rows = Draft.objects.select_for_update().filter(person=actor, place=place)
    if not body.strip() and not title.strip():
        rows.filter(**{} if upon is None else {"version__lte": upon}).delete()
        return rows.first()
    draft, is_new = rows.get_or_create(person=actor, place=place, defaults=words)
    if is_new:
        mine = Draft.objects.filter(person=actor)
        mine.exclude(pk__in=list(mine.order_by("-saved_at").values_list("pk", flat=True)[:MOST])).delete()
    elif draft.take(title, body, upon):
        draft.began = began[:40]
        draft.save()
    return draft


@transaction.atomic
def let_go(actor: User, place: str) -> None:
    """Let a draft go: it was sent, or is not wanted."""
    Draft.objects.filter(person=actor, place=place).delete()


@transaction.atomic
def let_all_go(places: list[str]) -> None:
    """Let everybody's drafts for these places go: what they would change is gone."""
    Draft.objects.filter(place__in=places).delete()
