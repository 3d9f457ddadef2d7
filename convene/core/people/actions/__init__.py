"""Everything that changes people."""

from .accounts import arrive, make_staff, new_handle, sign_up, sign_up_again
from .claims import claim, merge_people
from .exports import export, remove_export
from .gate import pass_gate, puzzle_for
from .leaving import forget, leave, stay
from .order import end_session, mend, reinstate, suspend
from .profile import edit_profile, name_institution, offer_help, set_preferences, set_visibility, settle

__all__ = [
    "arrive",
    "claim",
    "edit_profile",
    "end_session",
    "export",
    "forget",
    "leave",
    "make_staff",
    "mend",
    "merge_people",
    "name_institution",
    "new_handle",
    "offer_help",
    "pass_gate",
    "puzzle_for",
    "reinstate",
    "remove_export",
    "set_preferences",
    "set_visibility",
    "settle",
    "sign_up",
    "sign_up_again",
    "stay",
    "suspend",
]
