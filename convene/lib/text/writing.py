"""Markdown written by us for people: quotes and folded parts."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

_COLONS = re.compile(r"^[ >]*(:{3,})", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_\[\]<>!@~|&])")


def escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def quote_markdown(author: str, address: str, text: str) -> str:
    """A block quotation that begins with a link to whom and what it quotes."""
    lines = [f"[{escaped(author)}]({address})", "", *text.strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def fold_markdown(kind: Literal["quote", "signature"], text: str) -> str:
    """Markdown that is folded away; its fence is longer than any inside the text."""
    longest = max((len(run) for run in _COLONS.findall(text)), default=2)
    fence = ":" * (longest + 1)
    return f"{fence}{kind}\n{text.rstrip()}\n{fence}\n"


def wording_of(body: str) -> str:
    """A short name for exactly this text."""
    return hashlib.blake2s(body.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
