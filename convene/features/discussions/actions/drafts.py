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
def save_draft(actor: User, community: Community, topic: Topic | None = None, *, body: str, title: str = "") -> None:
    """Keep a draft; an empty one is let go. Drafts are nobody else's business and leave no line in the ledger."""
    require(rules.may_reply(actor, topic) if topic else rules.may_start(actor, community))
    if len(body) > MAX_SOURCE * 2:
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))
    if not body.strip() and not title.strip():
        discard_draft(actor, community, topic)
        return
    Draft.objects.update_or_create(
        person=actor, community=community, topic=topic,
        defaults={"body": body, "title": title[:200], "saved_at": timezone.now()},
    )  # fmt: skip


@transaction.atomic
def discard_draft(actor: User, community: Community, topic: Topic | None = None) -> None:
    """Let a draft go."""
    Draft.objects.filter(person=actor, community=community, topic=topic).delete()
