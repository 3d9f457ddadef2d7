"""Talk about a resource, and decide whether it names one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.ruling import require
from ....lib.text.writing import escaped
from ...discussions import actions as discussions
from ...discussions.models import Post, Topic
from .. import rules
from ..models import Resource

if TYPE_CHECKING:
    from ....core.moderation.models import Item
    from ....core.people.models import User


@transaction.atomic
def comment(actor: User, resource: Resource, *, body: str, key: uuid.UUID | None = None) -> Topic | Post | Item:
    """Reply in the discussion about it, or begin that discussion in its community."""
    require(rules.may_comment(actor, resource))
    resource = Resource.objects.select_for_update(of=("self",)).select_related("community").get(pk=resource.pk)
    open_ones = Topic.objects.visible_to(actor).filter(closed_at=None, archived_at=None).select_related("community")
    if topic := open_ones.filter(pk=resource.topic_id or 0).first():
        with discussions.keeping_draft(actor, topic.community, topic):
            return discussions.reply(actor, topic, body=body, key=key)
    about = _("About “%(title)s”") % {"title": resource.title}
    link = f"[{escaped(resource.title)}]({resource.get_absolute_url()})"
    with discussions.keeping_draft(actor, resource.community):
        made = discussions.start(actor, resource.community, title=about[:200], body=f"{body}\n\n{link}", key=key)
    if isinstance(made, Topic):
        resource.topic = made
        resource.save(update_fields=["topic"])
        record(actor, "library.discussed", resource, community=resource.community, facts={"topic": made.pk})
    return made


@transaction.atomic
def be_named(actor: User, resource: Resource, *, is_named: bool) -> None:
    """Let a resource that is made of one's words name one, or not."""
    require(rules.may_be_named(actor, resource))
    resource.contributors.filter(person=actor).update(is_named=is_named)
    record(actor, "library.named", resource, community=resource.community, facts={"is_named": is_named})
