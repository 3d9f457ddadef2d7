"""What members of a team do in a round of the guide."""

from .alone import keep, share, skip
from .together import ask_partner, draw, look, release, stuck, write

__all__ = ["ask_partner", "draw", "keep", "look", "release", "share", "skip", "stuck", "write"]
