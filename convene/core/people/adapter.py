"""How accounts are made and claimed: what allauth asks of us."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Our answers to allauth's questions."""
