"""Communities, memberships, requests to join and invitations."""

from __future__ import annotations

from .beginning import Beginning, Purpose, Suggestion
from .community import RESERVED_SLUGS, Alias, Community, JoinPolicy, Standing, State, Visibility
from .joining import INVITED_FOR, Invitation, JoinRequest
from .membership import WELCOMED_FOR, Departure, Mail, Membership, Role

__all__ = [
    "INVITED_FOR",
    "RESERVED_SLUGS",
    "WELCOMED_FOR",
    "Alias",
    "Beginning",
    "Community",
    "Departure",
    "Invitation",
    "JoinPolicy",
    "JoinRequest",
    "Mail",
    "Membership",
    "Purpose",
    "Role",
    "Standing",
    "State",
    "Suggestion",
    "Visibility",
]
