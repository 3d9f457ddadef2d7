"""What an import did, file by file, with counts that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPAIRS: dict[str, Promise] = {
    "attachment_type": _("an attachment was of another type than it said"),
    "attachment_left_out": _("an attachment of a kind that is not kept was left out"),
    "bad_transfer_encoding": _("the encoding of the text was damaged"),
    "boundary": _("the parts were not separated properly"),
    "charset": _("the character set was missing or wrong"),
    "date": _("the date was missing or absurd"),
    "empty_attachment": _("an attachment was empty"),
    "enriched": _("the text was in an old rich format"),
    "header": _("a header was damaged"),
    "html_only": _("there was only HTML, which became Markdown"),
    "html_too_large": _("the HTML was too large, and came in as plain text"),
    "missing_author": _("nobody was named as its author"),
    "missing_message_id": _("it had no Message-ID"),
    "scrubbed": _("the archive had removed an attachment"),
    "too_long": _("the text was too long, and was cut"),
    "too_many_parts": _("it had too many parts"),
}
REFUSALS: dict[str, Promise] = {
    "too_large": _("larger than a message can be"),
    "damaged": _("damaged, and could not be read"),
    "deleted": _("deleted or hidden where it comes from"),
    "not_public": _("a private message, or a word among staff"),
    "not_a_post": _("nobody's words: a note of the forum, or a page about a tag"),
    "not_in_file": _("named in the file, but its text is not there"),
    "unreadable": _("could not be read from the disk"),
    "damaged_file": _("the file is damaged from there on"),
    "packed_too_tightly": _("the packed file would unpack to something absurdly large"),
    "no_headers": _("not a message: it has no headers"),
    "empty": _("empty: no subject and no text"),
}


@dataclass(slots=True)
class FileReport:
    """read = added + duplicates + refused; `repaired` are those of the added ones that had to be mended.

    `topics` is how many more topics there are than before: a mail that joins two leaves one less.
    """

    path: Path
    read: int = 0
    added: int = 0
    duplicates: int = 0
    repaired: int = 0
    refused: int = 0
    topics: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The report of one file for machines."""
        return {
            "file": str(self.path),
            "read": self.read,
            "added": self.added,
            "duplicates": self.duplicates,
            "repaired": self.repaired,
            "refused": self.refused,
            "topics": self.topics,
            "repairs": dict(sorted(self.repairs.items())),
            "refusals": dict(sorted(self.refusals.items())),
        }

    def lines(self) -> list[str]:
        """The report of one file for people."""
        told = [
            _(
                "%(file)s: %(read)s read, %(added)s added in %(topics)s new topics, "
                "%(duplicates)s already there, %(refused)s refused"
            )
            % {
                "file": self.path,
                "read": self.read,
                "added": self.added,
                "topics": self.topics,
                "duplicates": self.duplicates,
                "refused": self.refused,
            }  # fmt: skip
        ]
        told += [f"  {count} × {_('mended')}: {REPAIRS[code]}" for code, count in self.repairs.most_common()]
        told += [f"  {count} × {_('refused')}: {REFUSALS[code]}" for code, count in self.refusals.most_common()]
        return [str(line) for line in told]
