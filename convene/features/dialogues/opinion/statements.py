"""What is known of statements besides the votes on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .votes import Votes


@dataclass(frozen=True)
class Statements:
    """Each by its name as in the votes; a statement that is not named here is shown and has no text.

    texts: what they say; out: those that were moderated out; meta: those about the dialogue itself
    """

    texts: Mapping[Any, str] = field(default_factory=dict)
    out: frozenset[Any] = frozenset()
    meta: frozenset[Any] = frozenset()

    def left_out(self, votes: Votes) -> NDArray[np.bool_]:
        """(p,) whether a statement counts for nothing on the map: moderated out, or meta."""
        return np.array([name in self.out or name in self.meta for name in votes.statements.tolist()], np.bool_)

    def about_itself(self, votes: Votes) -> NDArray[np.bool_]:
        """(p,) whether a statement is meta."""
        return np.array([name in self.meta for name in votes.statements.tolist()], np.bool_)
