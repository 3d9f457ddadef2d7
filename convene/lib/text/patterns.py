"""Words and regular expressions to look out for in texts, in time that grows with the text and no faster."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import re2
from django.utils.translation import gettext as _

from ..errors import NotPossible

MOST_MEMORY = 1 << 20  # bytes of a compiled expression
EDGE = r"(?:^|$|[^\pL\pN_])"


def check_pattern(pattern: str, is_expression: bool) -> None:
    """Raise NotPossible with what is wrong with a pattern, if anything is."""
    if not pattern.strip() or not pattern.strip("* "):
        raise NotPossible(_("Write the word or the expression to look out for."))
    try:
        found = _compiled(pattern, is_expression).search("")
    except re2.error as error:
        why = str(error.args[0], "utf-8", "replace") if error.args else ""
        raise NotPossible(
            _("This expression cannot be used (%(why)s). It has to be one in the syntax of RE2, and not too large.")
            % {"why": why}
        ) from None
    if found:
        raise NotPossible(_("This finds something in every text, even an empty one. Make it say more."))


def find(pattern: str, is_expression: bool, text: str) -> str:
    """What the pattern finds first in a text, or ""; a word is found whole and in any case, `*` stands for its rest."""
    found = _compiled(pattern, is_expression).search(unicodedata.normalize("NFKC", text))
    return str(found[1] if found and not is_expression else found[0] if found else "")


@lru_cache(maxsize=2048)
def _compiled(pattern: str, is_expression: bool) -> Any:
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, MOST_MEMORY
    pattern = unicodedata.normalize("NFKC", pattern)
    if not is_expression:
        words = (r"[\pL\pN_]*".join(re2.escape(part) for part in word.split("*")) for word in pattern.split())
        pattern = EDGE + "(" + r"\s+".join(words) + ")" + EDGE
    else:
        pattern = f"(?m){pattern}"  # ^ and $ are where lines begin and end: a title stands above its text
    return re2.compile(pattern, options=options)
