"""Lists of institutions come in: what each row becomes, and what is refused, before anything is written."""

from __future__ import annotations

from .plan import Plan, plan
from .run import carry

__all__ = ["Plan", "carry", "plan"]
