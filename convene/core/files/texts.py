"""Which files have a text, and how far it could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ...lib.documents import limits
from ...lib.documents.reading import Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

READ: dict[str, Kind] = {  # ending -> how it is read
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "odt": "odt",
    "ods": "ods",
    "odp": "odp",
    "epub": "epub",
    "rtf": "rtf",
    "html": "html",
    "htm": "html",
    **dict.fromkeys(("txt", "md", "csv", "tsv"), "text"),
}
DRAWN = "application/pdf"  # whose first page is drawn


class Reading(TextChoices):
    """How far the text of a file was read."""

    NONE = "", "has no text"
    WAITS = "waits"
    WHOLE = "whole"
    PARTLY = "partly"
    EMPTY = "empty"
    LOCKED = "locked"
    DAMAGED = "damaged"
    COSTLY = "costly"


SENTENCES: dict[str, Promise] = {
    Reading.WAITS: _("Its text is being read, and can be searched in a minute."),
    Reading.EMPTY: _("It holds no text that can be searched. A scan can be given one with text recognition."),
    Reading.LOCKED: _("It is locked with a password, so its text cannot be searched. Saved without one, it can."),
    Reading.DAMAGED: _(
        "It cannot be read: it is damaged, or not what its ending says. Save it again and bring it anew."
    ),
    Reading.COSTLY: _("It takes too long to read, so its text cannot be searched. Save it again, or split it."),
}


def kind_of_text(name: str) -> Kind | None:
    """How a file of that name is read; None when it has no text that we know of."""
    return READ.get(name.rpartition(".")[2].lower())


def sentence(reading: str, pages: int | None) -> str:
    """What a person should know of the text of a file with so many pages; empty when all is well."""
    if reading == Reading.PARTLY:
        if pages and pages > limits.MOST_PAGES:
            return _("Only the first %(most)s of its %(pages)s pages can be searched.") % {
                "most": f"{limits.MOST_PAGES:,}", "pages": f"{pages:,}",
            }  # fmt: skip
        return str(_("Only the first part of its text can be searched."))
    return str(SENTENCES.get(reading, ""))
