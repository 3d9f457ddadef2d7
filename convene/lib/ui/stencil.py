"""A macro drawn once for each shape of row, with gaps that each row fills: a fraction of what drawing each row costs.

    POSTS = Stencil("discussions/_post.html", "post", Gaps)
    html = POSTS.filled((shape, Gaps(number=7, author=escape(name), …)) for … in …)

The macro is called with `shape`, which says all that it decides by, and `gap`, whose values are put in afterwards and
which it may only print. Values must be safe already: escaped, or numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

MOST = 2000  # shapes
GAP = "\ue000{}\ue001"  # of the private use area: in no text of ours
GAPS = re.compile("\ue000(\\d+)\ue001")
Cut = tuple[str, Callable[[Sequence[Any]], Sequence[Any]]]


class Stencil:
    """A macro with gaps; `gaps` is the named tuple of what goes into them."""

    def __init__(self, template: str, macro: str, gaps: type[tuple[Markup | int, ...]]) -> None:
        names: tuple[str, ...] = gaps._fields  # type: ignore[attr-defined]
        self.template, self.macro = template, macro
        self.gaps = {name: Markup(GAP.format(place)) for place, name in enumerate(names)}  # noqa: S704
        self.cut = self._cut if settings.DEVELOPMENT else lru_cache(maxsize=MOST)(self._cut)

    def filled(self, rows: Iterable[tuple[Hashable, Sequence[Markup | int]]]) -> Markup:
        """The macro's output for each shape and values, one after the other, in the language of now."""
        language = get_language()
        pieces = []
        for shape, values in rows:
            text, in_order = self.cut(shape, language)
            pieces.append(text % in_order(values))
        return Markup("".join(pieces))  # noqa: S704 (the macro escapes, and so do those who give values)

    def _cut(self, shape: Hashable, _language: str | None) -> Cut:
        engine: Any = engines["jinja2"]
        drawn: str = getattr(engine.env.get_template(self.template).module, self.macro)(shape, self.gaps)
        places = [int(place) for place in GAPS.findall(drawn)]
        text = GAPS.sub("%s", drawn.replace("%", "%%"))
        if len(places) == 1:
            return text, lambda values: (values[places[0]],)
        return text, itemgetter(*places) if places else lambda _values: ()
