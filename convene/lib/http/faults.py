"""Why something could not be fetched, in words for the person who gave the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ..errors import NotPossible

if TYPE_CHECKING:
    from django.utils.functional import Promise

SENTENCES: dict[str, Promise] = {
    "address": _("This is not an address of the web. Copy it from your browser; it begins with https://."),
    "inside": _("This address leads into a private network, where we do not go. Use one that everybody can open."),
    "unknown": _("There is no site of that name. Look whether the address is written right."),
    "away": _("That site does not answer just now. Try again later, or fill in the form yourself."),
    "insecure": _("That site cannot show that it is who it says it is: its certificate is not valid."),
    "slow": _("That site takes too long to answer. Try again later, or fill in the form yourself."),
    "circles": _("That address leads on and on to others. Use the address that your browser shows in the end."),
    "asks_not": _("That site asks programs not to read this page. Open it yourself, and fill in the form."),
    "busy": _("We have asked that site a lot just now, and leave it in peace for a while. Try again in a minute."),
    "gone": _("There is nothing at that address any more. Look whether it is written right, or has moved."),
    "shut": _("That page is not open to everybody: the site does not let us read it without signing in."),
    "refused": _("That site did not give us the page. Open it yourself, and fill in the form."),
    "kind": _("That address leads to something that we cannot read. Use the address of a page or of a document."),
    "large": _("What lies at that address is too large for us to fetch. Link to it instead."),
    "garbled": _("That site answered with something that nobody can read. Try again later."),
}


class NotFetched(NotPossible):
    """It could not be fetched; `code` is a key of SENTENCES, `answered` the status that the site gave if it did.

    `after` is for how many seconds the site wants to be left alone; 0 where it says nothing of that.
    """

    def __init__(self, code: str, answered: int | None = None, after: int = 0) -> None:
        super().__init__(str(SENTENCES[code]))
        self.code, self.answered, self.after = code, answered, after
