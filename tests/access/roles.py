"""Who there is in the small site, and who may read what."""

from __future__ import annotations

VISIBILITIES, STATES = ("public", "listed", "hidden"), ("organizing", "operating", "dormant", "archived")

OUT = ("anonymous", "unverified", "suspended")
INSIDE = ("member", "author", "moderator", "leader")
ROLES = (*OUT, "stranger", "elsewhere", *INSIDE, "staff")


def readers(visibility: str) -> frozenset[str]:
    """Who may read what is said in a community."""
    return frozenset(ROLES if visibility == "public" else (*INSIDE, "staff"))


def knowers(visibility: str) -> frozenset[str]:
    """Who may know that a community is there."""
    return frozenset((*INSIDE, "staff") if visibility == "hidden" else ROLES)


NOBODY: frozenset[str] = frozenset()
