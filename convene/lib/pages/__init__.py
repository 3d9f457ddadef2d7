"""What a page of the web says of itself: title, licence, authors and more. Pure: text in, facts out."""

from __future__ import annotations

from .describing import Description, described
from .licences import Licence, licence_of

__all__ = ["Description", "Licence", "described", "licence_of"]
