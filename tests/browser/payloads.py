"""Text that wants to be run: what breaks out of each place in a page, and the collections beside the project."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from convene.lib.text.tests.corpus import SOURCES

SHARP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "'><svg onload=alert(4)>",
    '" autofocus onfocus="alert(5)" x="',
    "' autofocus onfocus='alert(6)' x='",
    "` autofocus onfocus=`alert(7)`",
    "</textarea><script>alert(8)</script>",
    "</title><script>alert(9)</script>",
    "</script><script>alert(10)</script>",
    "</style><script>alert(11)</script>",
    "</template><img src=x onerror=alert(12)>",
    "--><script>alert(13)</script><!--",
    "]]><script>alert(14)</script>",
    "javascript:alert(15)",
    "java\tscript:alert(16)",
    "[a](javascript:alert(17))",
    "<javascript:alert(18)>",
    "![a](https://spy.example/19.gif)",
    '![a](x "onerror=alert(20)")',
    "{{ 7*7 }}{% raise %}",
    "${alert(22)}",
    "%(name)s%s{0}{x.__class__}",
    "\\u003cimg src=x onerror=alert(24)\\u003e",
    "&lt;img src=x onerror=alert(25)&gt;",
    "<iframe srcdoc='<script>parent.alert(26)</script>'>",
    "<base href=https://spy.example/27/>",
    "<meta http-equiv=refresh content=0;url=https://spy.example/28>",
    "<form action=https://spy.example/29><button>Sign in",
    "<a href=data:text/html,<script>alert(30)</script>>a",
    "<style>@import 'https://spy.example/31'</style>",
    "</main></body></html><h1>32</h1>",
    "<div id=__cv name=cookie><form id=csrf><input name=action>",
    "[data-x]\\'\\\"\n",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(35)&gt;'>",
    "<svg><animate onbegin=alert(36) attributeName=x dur=1s>",
    "<details open ontoggle=alert(37)>",
    "<video><source onerror=alert(38)>",
    "https://a.example/\"onmouseover=\"alert(39)",
    '@ana" onclick="alert(40)',
)  # fmt: skip
LONGEST = 4_000  # characters of one payload; longer ones are whole files that say the same again


def collected(real_data: Callable[[str], Path]) -> list[str]:
    """Every payload of every collection, each once, in an order that does not change."""
    found = dict.fromkeys(SHARP)
    for name, read in SOURCES.items():
        found |= dict.fromkeys(one for one in read(real_data("badinput") / name) if one.strip() and len(one) < LONGEST)
    found |= dict.fromkeys(_examples(real_data("badinput") / "commonmark"))
    return list(found)


def _examples(folder: Path) -> Iterator[str]:
    for example in json.loads((folder / "spec_tests.json").read_text(encoding="utf-8")):
        yield from (example["markdown"], example["html"])


def storable(payload: str) -> str:
    """The payload as a database can keep it."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", payload)
