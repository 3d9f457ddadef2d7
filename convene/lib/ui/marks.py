"""States said by a word and a shape; colour only helps."""

from __future__ import annotations

from functools import cache

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Drawn in 16 × 16 in the colour of the word: "line" is stroked, "fill" is filled
Shape = tuple[tuple[str, str], ...]
CIRCLE = "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z"
CHECK: Shape = (("line", "M2.5 8.5L6 12l7.5-8"),)
RING: Shape = (("line", CIRCLE),)
DASHED: Shape = (("line dashed", CIRCLE),)
HALF: Shape = (("line", CIRCLE), ("fill", "M8 2.5a5.5 5.5 0 0 1 0 11z"))
FULL: Shape = (("fill", "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z"),)
MOON: Shape = (("fill", "M10.5 2a6.2 6.2 0 1 0 3.5 9.5A6 6 0 0 1 10.5 2z"),)
BOX: Shape = (("fill", "M1.5 3h13v3.5h-13zM3 8h10v5.5H3z"),)
LOCK: Shape = (("fill", "M3 7h10v7H3z"), ("line", "M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"))
PIN: Shape = (("fill", "M5 1.5h6l-1 4.5 2.5 3h-9L6 6zM7.2 9h1.6L8 15z"),)
EYE: Shape = (
    ("line", "M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8z"),
    ("fill", "M8 6a2 2 0 1 1 0 4a2 2 0 1 1 0-4z"),
)
SLASH: Shape = (("line", CIRCLE + "M4 12l8-8"),)
ASKS: Shape = (("line", "M4.5 5.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1-1.5 2.3M8 13.5v.5"),)
STAR: Shape = (("fill", "M8 1l2 4.7 5 .4-3.8 3.3 1.2 5L8 11.7 3.6 14.4l1.2-5L1 6.1l5-.4z"),)
HORN: Shape = (("fill", "M1.5 6h3l6-3.5v11L4.5 10h-3z"), ("line", "M13.5 6v4M5 10.5l.8 3.5"))
LETTER: Shape = (("line", "M1.5 3.5h13v9h-13zM2 4l6 5 6-5"),)

STATES: dict[str, tuple[str, Promise, Shape]] = {
    # questions and topics
    "question": ("brand", _("Question"), ASKS),
    "answered": ("good", _("Answered"), CHECK),
    "unanswered": ("ember", _("No reply yet"), RING),
    "unresolved": ("ember", _("Unresolved"), HALF),
    "announcement": ("brand", _("Announcement"), HORN),
    "pinned": ("", _("Pinned"), PIN),
    "closed": ("", _("Closed"), LOCK),
    "duplicate": ("", _("Duplicate"), HALF),
    "muted": ("", _("Muted"), SLASH),
    "watching": ("brand", _("Watching"), EYE),
    "hidden": ("bad", _("Taken down"), SLASH),
    "imported": ("", _("From the archive"), LETTER),
    # communities
    "organizing": ("ember", _("Organizing"), DASHED),
    "operating": ("good", _("Operating"), FULL),
    "dormant": ("", _("Dormant"), MOON),
    "archived": ("", _("Archived"), BOX),
    "listed": ("", _("Members read"), LOCK),
    "private": ("", _("Only members know of it"), SLASH),
    # moderation
    "waiting": ("ember", _("Waits for a moderator"), HALF),
    "approved": ("good", _("Approved"), CHECK),
    "refused": ("bad", _("Refused"), SLASH),
    "withdrawn": ("", _("Withdrawn"), RING),
    "appealed": ("ember", _("Asks for a second look"), ASKS),
    # people
    "member": ("good", _("Member"), CHECK),
    "leader": ("brand", _("Leader"), STAR),
    "moderator": ("brand", _("Moderator"), EYE),
    "requested": ("", _("Asked to join"), HALF),
    "invited": ("ember", _("Invited"), LETTER),
}

TAG = '<span class="tag{}"><svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>'


def state_mark(state: str) -> SafeString:
    """The tag of a state that this module names."""
    return _mark(state, get_language())


@cache
def _mark(state: str, _language: str | None) -> SafeString:
    tone, word, shape = STATES[state]
    drawing = format_html_join("", '<path class="{}" d="{}"/>', shape)
    return format_html(TAG, f" {tone}" if tone else "", drawing, str(word))
