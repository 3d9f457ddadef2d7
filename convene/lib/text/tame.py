"""Take from a text what works on the page around it: letters that turn its direction, towers of marks, half letters."""

from __future__ import annotations

import re

MOST_MARKS = 4  # combining marks on one letter; living scripts need at most that many

_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_UNRULY = re.compile(
    rf"(?P<half>[\ud800-\udfff])|[\u202a-\u202e\u2066-\u2069]|(?P<few>{_MARK}{{{MOST_MARKS}}}){_MARK}+"
)


def tame(text: str) -> str:
    """The text as it may stand among other texts; letters of scripts that run to the left need no help to do so."""
    if text.isascii():
        return text
    return _UNRULY.sub(lambda found: "\ufffd" if found["half"] else found["few"] or "", text)
