"""What discussions know of a person: see core/people/parts.py."""

from __future__ import annotations

from .forgetting import forget
from .giving import given

__all__ = ["forget", "given"]
