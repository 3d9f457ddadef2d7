"""Who answers for files and for what moderators look at: the core asks, and knows no feature."""

from __future__ import annotations

FILE_HOLDERS = [  # who may open a file: see core/files/rules.py
    "convene.features.discussions.queries.files_held",
    "convene.features.messages.queries.files_held",
    "convene.features.library.queries.files_held",
    "convene.core.moderation.queries.queue.files_looked_at",
]
MODERATED = {  # see core/moderation/kinds.py
    "discussions.post": "convene.features.discussions.moderated.POSTS",
    "library.use": "convene.features.library.moderated.USES",
}
