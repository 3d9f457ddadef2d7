"""The least that each form needs."""

from __future__ import annotations

from typing import Any

from convene.core.people.models import PROFILE_FIELDS

from .world import PASSWORD

NEXT = {"organizing": "operating", "operating": "dormant", "dormant": "operating", "archived": "operating"}
ABOUT = {
    "name": "New name", "short_name": "", "line": "New line", "purpose": "", "audience": "", "eligibility": "",
    "linked_body": "", "needs": "", "join_question": "",
}  # fmt: skip
PROFILE = {
    "name": "New Name",
    **dict.fromkeys(PROFILE_FIELDS, "new"),
    **{f"see_{name}": "nobody" for name in PROFILE_FIELDS},
}
FORMS: dict[str, dict[str, Any]] = {
    "home:edit": {"title": "About us", "body": "New words"},
    "communities:roles": {"role": "moderator"},
    "communities:ask": {"answer": "In a museum"},
    "communities:invite": {"addresses": "somebody@example.org"},
    "communities:propose": {
        "name": "New", "purpose": "New", "audience": "New", "lead": "New", "first": "A", "second": "B", "third": "C",
    },
    "communities:proposal": {"no": "1", "reason": "Not now"},
    "communities:rename": {"slug": "another-address", "name": "Another name"},
    "communities:new_purpose": {"label": "I run boats", "mail": "daily", "order": "1"},
    "communities:purpose": {"label": "I run boats", "mail": "daily", "order": "1"},
    "discussions:welcome": {"text": "New words"},
    "discussions:preview": {"body": "*New*"},
    "discussions:start": {"kind": "question", "title": "New", "body": "New"},
    "discussions:draft": {"body": "New"},
    "discussions:reply": {"body": "New"},
    "discussions:reply_draft": {"body": "New"},
    "discussions:title": {"title": "New"},
    "discussions:move": {"community": "public-operating"},
    "discussions:share": {"community": "public-dormant", "reach": ""},
    "discussions:unshare": {"community": "public-dormant"},
    "discussions:split": {"post": "2", "title": "New", "kind": "discussion", "community": "public-operating"},
    "discussions:read": {"upto": "9"},
    "discussions:follow": {"level": "muted"},
    "discussions:edit": {"body": "New"},
    "discussions:bookmark": {"note": "New"},
    "discussions:react": {"kind": "heart"},
    "discussions:add_hands": {
        "question": "New?", "options": "Yes\nNo", "how_many": "one", "shows": "always", "is_named": "no",
    },  # fmt: skip
    "discussions:vote": {"choice": "0"},
    "discussions:slow": {"minutes": "5"},
    "discussions:sum_up": {"body": "New", "posts": "2"},
    "messages:start": {"to": "@elsewhere", "body": "New"},
    "messages:new_draft": {"body": "New"},
    "messages:preview": {"body": "*New*"},
    "messages:settings": {"accepts": "nobody"},
    "messages:write": {"body": "New"},
    "messages:draft": {"body": "New"},
    "messages:read": {"upto": "9"},
    "messages:add": {"to": "@asker"},
    "messages:edit": {"body": "New"},
    "messages:ask_for_help": {"reason": "New"},
    "messages:report": {"answer": "New"},
    "people:edit": PROFILE,
    "people:preferences": {"time_zone": "Europe/Vienna", "language": "en"},
    "people:suspend": {"reason": "Spam"},
    "people:leave": {"how": "keep"},
    "account_signup": {"name": "New Person", "email": "new@example.org", "password1": PASSWORD},
    "account_request_login_code": {"email": "nobody@example.org"},
    "account_reset_password": {"email": "nobody@example.org"},
    "account_reauthenticate": {"password": PASSWORD},
    "account_email": {"email": "second@example.org", "action_add": ""},
    "account_change_password": {"oldpassword": PASSWORD, "password1": "a new long password"},
    "mfa_reauthenticate": {"code": "000000"},
    "mfa_activate_totp": {"code": "000000"},
    "mfa_authenticate": {"code": "000000"},
}
