"""Communities, memberships, requests to join and invitations."""

from __future__ import annotations

from .community import RESERVED_SLUGS, Alias, Community, JoinPolicy, Standing, State, Visibility
from .joining import INVITED_FOR, Invitation, JoinRequest
from .membership import Membership, Role

__all__ = [
    "INVITED_FOR",
    "RESERVED_SLUGS",
    "Alias",
    "Community",
    "Invitation",
    "JoinPolicy",
    "JoinRequest",
    "Membership",
    "Role",
    "Standing",
    "State",
    "Visibility",
]
