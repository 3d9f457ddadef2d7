"""Work for later: what votes come to."""

from __future__ import annotations

from .pictures import Drawing, draw, draw_all

__all__ = ["Drawing", "draw", "draw_all"]
