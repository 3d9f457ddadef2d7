"""Keep what a person is writing, until it is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import MAX_SOURCE
from .. import rules
from ..models import Draft

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User
    from ..models import Topic


@transaction.atomic
def save_draft(
    actor: User,
    community: Community,
    topic: Topic | None = None,
    *,
    body: str,
    title: str = "",
    upon: int | None = None,
) -> Draft | None:
    """Keep a draft; an empty one is let go. Drafts are nobody else's business and leave no line in the ledger.

    `upon` is the version that this device knows. The newer words win; those that another device had saved meanwhile are
    kept beside them, and an empty draft lets nothing go that it does not know.
    """
    require(rules.may_reply(actor, topic) if topic else rules.may_start(actor, community))
    if len(body) > MAX_SOURCE * 2:
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))
    words = {"body": body, "title": title[:200]}
    rows = Draft.objects.select_for_update().filter(person=actor, community=community, topic=topic)
    if not body.strip() and not title.strip():
        rows.filter(**{} if upon is None else {"version__lte": upon}).delete()
        return rows.first()
    draft, is_new = rows.get_or_create(
        person=actor, community=community, topic=topic, defaults=words | {"saved_at": timezone.now()}
    )
    if not is_new and (draft.body, draft.title) != (words["body"], words["title"]):
        draft.other = _beside(draft, body, knows=upon in {None, draft.version})
        draft.body, draft.title = words["body"], words["title"]
        draft.version, draft.saved_at = draft.version + 1, timezone.now()
        draft.save()
    return draft


def _beside(draft: Draft, body: str, *, knows: bool) -> str:
    """What is kept beside the new words: all that was there, but for what they hold themselves."""
    parts = [draft.other]
    if not knows:
        parts = [draft.body] if draft.body.startswith(draft.other) else [draft.body, draft.other]
    kept = [part for part in parts if part.strip() and part.strip() not in body]
    return "\n\n".join(kept)[: MAX_SOURCE * 2]


@transaction.atomic
def discard_draft(actor: User, community: Community, topic: Topic | None = None) -> None:
    """Let a draft go."""
    Draft.objects.filter(person=actor, community=community, topic=topic).delete()
