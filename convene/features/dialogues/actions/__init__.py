"""Everything that changes dialogues."""

from __future__ import annotations

from .bringing import bring_in
from .convening import close, convene, edit, make_codes, publish, seal
from .finishing import name_groups
from .guarding import puzzle_for, set_aside, take_back_in
from .moderating import decide
from .stating import remove, reword, say, seed
from .voting import begin, vote

__all__ = [
    "begin",
    "bring_in",
    "close",
    "convene",
    "decide",
    "edit",
    "make_codes",
    "name_groups",
    "publish",
    "puzzle_for",
    "remove",
    "reword",
    "say",
    "seal",
    "seed",
    "set_aside",
    "take_back_in",
    "vote",
]
