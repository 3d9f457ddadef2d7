"""What is given to people, and forgotten with them, in the order in which that is done: see core/people/parts.py."""

from __future__ import annotations

PERSONAL = [
    "convene.features.dialogues.personal",
    "convene.features.readiness.personal",
    "convene.features.guides.personal",
    "convene.features.skills.personal",
    "convene.features.library.personal",
    "convene.features.polls.personal",
    "convene.features.discussions.personal",
    "convene.features.introductions.personal",
    "convene.features.mentoring.personal",
    "convene.features.messages.personal",
    "convene.core.moderation.personal",
    "convene.core.saved.personal",
    "convene.core.search.personal",
    "convene.core.steps.personal",
    "convene.core.teams.personal",
    "convene.core.contact.personal",
    "convene.core.communities.personal",
    "convene.core.institutions.personal",
    "convene.core.notifications.personal",
    "convene.core.people.personal.files",
    "convene.core.people.personal.drafts",
    "convene.core.people.personal.mail",
    "convene.core.people.personal.account",  # after mail, which needs addresses
]
