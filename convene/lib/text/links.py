"""Addresses in running text that become links by themselves."""

from __future__ import annotations

import re
from typing import Any

from linkify_it import LinkifyIt

PERHAPS = re.compile(r"[.\u3002\uff0e\uff61][^\W\d_][^\W\d_]|//|@|(?:https?|ftp|mailto):", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^/]*\.(?:cc|md|mk|ml|pl|pm|ps|py|rs|sh|so)", re.IGNORECASE)


class Links(LinkifyIt):  # type: ignore[misc]
    """Links as `linkify-it` finds them, quicker, over https, and without `setup.py` and its like."""

    def pretest(self, text: str) -> bool:
        """Whether a link may be in the text; a false "yes" is possible."""
        return bool(PERHAPS.search(text))

    def test(self, text: str) -> bool:
        """The same; `match` then says for certain."""
        return self.pretest(text)

    def match(self, text: str) -> list[Any] | None:
        """Links in the text, in order; none of them a file name."""
        found = [link for link in super().match(text) or () if link.schema or not _FILE_NAME.fullmatch(link.text)]
        return found or None

    def normalize(self, match: Any) -> None:
        """An address without a scheme is taken to be https."""
        if match.schema:
            super().normalize(match)
        else:
            match.url = "https://" + match.url
