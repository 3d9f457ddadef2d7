"""Work for later: what votes come to, all of them as a file, and mails about what came of it."""

from __future__ import annotations

from ....lib.env import hand_down
from .letters import ABOUT, post
from .packing import make_pack
from .pictures import Drawing, draw, draw_all

# Read when numpy is imported: on busy cores its threads turn round waiting for one another, which costs many times more
hand_down("OPENBLAS_NUM_THREADS", "1")

__all__ = ["ABOUT", "Drawing", "draw", "draw_all", "make_pack", "post"]
