"""Communities, memberships, requests to join and invitations."""

from __future__ import annotations

from .beginning import Beginning, Purpose, Suggestion
from .community import RESERVED_SLUGS, Alias, Community, JoinPolicy, Standing, State, Visibility
from .enrolment import By, Enrolment
from .handover import Handover
from .joining import INVITED_FOR, Invitation, JoinRequest
from .membership import WELCOMED_FOR, Departure, Mail, Membership, Role
from .proposal import Proposal

__all__ = [
    "INVITED_FOR",
    "RESERVED_SLUGS",
    "WELCOMED_FOR",
    "Alias",
    "Beginning",
    "By",
    "Community",
    "Departure",
    "Enrolment",
    "Handover",
    "Invitation",
    "JoinPolicy",
    "JoinRequest",
    "Mail",
    "Membership",
    "Proposal",
    "Purpose",
    "Role",
    "Standing",
    "State",
    "Suggestion",
    "Visibility",
]
