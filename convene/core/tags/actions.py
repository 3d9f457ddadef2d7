"""Word the network's terms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ...lib.described import described
from ...lib.errors import NotPossible
from ...lib.ruling import require
from ...lib.text.names import clean_title, slugify
from ..ledger.actions import record
from . import rules
from .models import Facet, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..people.models import User

READY_MADE = Path(__file__).parent / "content" / "terms.yaml"


@transaction.atomic
def word(
    actor: User | None, *, facet: str, labels: Mapping[str, str], slug: str = "", address: str = "", order: int = 99
) -> Term:
    """Add a term, or word one that is there anew. Its slug stays, so that addresses and exports keep their meaning."""
    require(rules.may_word(actor))
    said = {language: clean_title(text)[:60] for language, text in labels.items() if text.strip()}
    slug = slug or slugify(next(iter(said.values()), ""))
    if facet not in Facet.values or not slug:
        raise NotPossible(_("Give the term a word that begins with a letter, and say what it is an answer to."))
    term, _is_new = Term.objects.update_or_create(
        facet=facet, slug=slug, defaults={"labels": said, "address": address, "order": order}
    )
    record(actor, "tags.worded", term)
    return term


@transaction.atomic
def adopt(actor: User | None) -> int:
    """Begin with ready-made terms; those that there are already stay as they are. Returns how many are new."""
    require(rules.may_word(actor))
    known = set(Term.objects.values_list("facet", "slug"))
    new = [
        Term(facet=facet, order=order, address=each.pop("address", ""), slug=each.pop("slug"), labels=each)
        for facet, terms in described(READY_MADE).items()
        for order, each in enumerate(terms, 1)
        if (facet, each["slug"]) not in known
    ]
    made = Term.objects.bulk_create(new)
    if made and actor is not None:  # a new site begins with them as with its tables, before anything has happened
        record(actor, "tags.adopted", made[0], facts={"terms": len(made)})
    return len(made)
