"""Keep what a person is writing, until it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

from ....core.drafts.models import fits
from ....lib.ruling import require
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
    words = {"body": fits(body), "title": title[:200]}
    rows = Draft.objects.select_for_update().filter(person=actor, community=community, topic=topic)
    if not body.strip() and not title.strip():
        rows.filter(**{} if upon is None else {"version__lte": upon}).delete()
        return rows.first()
    draft, is_new = rows.get_or_create(person=actor, community=community, topic=topic, defaults=words)
    if not is_new and draft.take(title, body, upon):
        draft.save()
    return draft


@transaction.atomic
def discard_draft(actor: User, community: Community, topic: Topic | None = None) -> None:
    """Let a draft go."""
    Draft.objects.filter(person=actor, community=community, topic=topic).delete()


@contextmanager
def keeping_draft(person: User, community: Community, topic: Topic | None = None) -> Iterator[None]:
    """What somebody is writing there stays, while something else of theirs is posted; within a transaction."""
    draft = Draft.objects.filter(person=person, community=community, topic=topic).first()
    yield
    if draft:
        Draft.objects.get_or_create(
            person=person, community=community, topic=topic,
            defaults={name: getattr(draft, name) for name in ("title", "body", "version", "other", "saved_at")},
        )  # fmt: skip
