"""A record as what the library says of a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import override

from ....lib.text.writing import escaped
from ..actions.writing import LONGEST_NOTE, MOST_LINKS, MOST_TERMS, Content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ....lib.records import Record
    from .terms import Terms

LONGEST_NAMES = 200
_ADDRESS = URLValidator(schemes=["http", "https"])


def content_of(record: Record, terms: Terms) -> Content:
    """What is said of it, each part cut to what fits; what has no field of its own stands below the description."""
    found, subjects = terms.of(record)
    with override(settings.LANGUAGE_CODE):  # it is read by everybody
        whose = _names(record.authors) or _names([record.publisher]) or _("Not said")
        below = [
            _("Published by %(name)s.") % {"name": escaped(record.publisher)} if _adds(record, whose) else "",
            _("About: %(subjects)s.") % {"subjects": escaped(", ".join(subjects))} if subjects else "",
        ]
        if record.licence and not any(term.facet == "licence" for term in found):
            below.append(_("Licence: %(licence)s.") % {"licence": escaped(record.licence)})
    parts = (record.abstract or escaped(record.title), "  \n".join(filter(None, below)))
    description = "\n\n".join(part for part in parts if part)
    return Content(
        title=_cut(record.title, LONGEST_NAMES), authors=whose, description=description,
        context_note=_cut(record.note, LONGEST_NOTE), links=_links(record), terms=found[:MOST_TERMS], year=record.year,
    )  # fmt: skip


def _adds(record: Record, whose: str) -> bool:
    return bool(record.publisher) and record.publisher not in whose


def _links(record: Record) -> list[tuple[str, str]]:
    """Where it is: its address, its DOI, and the others, each once."""
    doi = f"https://doi.org/{record.doi}" if record.doi else ""
    several = [("", record.url), ("DOI", doi) if "doi.org/" not in record.url else ("", ""), *record.links]
    once: dict[str, str] = {}
    for words, address in several:
        if address and _opens(address):
            once.setdefault(address, words[:120])
    return [(words, address) for address, words in once.items()][:MOST_LINKS]


def _opens(address: str) -> bool:
    try:
        _ADDRESS(address)
    except ValidationError:
        return False
    return True


def _names(names: Iterable[str]) -> str:
    """As many as fit, and that there are more."""
    whole = "; ".join(name for name in names if name)
    if len(whole) <= LONGEST_NAMES:
        return whole
    fit = whole[: LONGEST_NAMES - 9].rpartition(";")[0] or whole[: LONGEST_NAMES - 9]
    return f"{fit} et al."


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
