"""Everything that changes institutions."""

from __future__ import annotations

from .carrying import carry_in
from .settling import settle

__all__ = ["carry_in", "settle"]
