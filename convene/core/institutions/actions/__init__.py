"""Everything that changes institutions, and who belongs to them."""

from __future__ import annotations

from .belonging import belong, stop_belonging
from .carrying import carry_in
from .claiming import accept_claim, claim, refuse_claim
from .editing import edit
from .settling import settle

__all__ = ["accept_claim", "belong", "carry_in", "claim", "edit", "refuse_claim", "settle", "stop_belonging"]
