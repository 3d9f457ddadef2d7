"""What members of a team do in a round of the guide."""

from .alone import keep, share, skip
from .telling import draft_topic
from .together import ask_partner, draw, look, release, stuck, write

__all__ = ["ask_partner", "draft_topic", "draw", "keep", "look", "release", "share", "skip", "stuck", "write"]
