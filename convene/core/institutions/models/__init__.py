"""Institutions, who belongs to them and who keeps their pages."""

from __future__ import annotations

from .belonging import Belonging
from .claim import Claim
from .institution import LONGEST_NAME, Institution, Kind, Size, likeness_of, words_in
from .pair import Pair

__all__ = ["LONGEST_NAME", "Belonging", "Claim", "Institution", "Kind", "Pair", "Size", "likeness_of", "words_in"]
